package io.jettio.harness.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.function.Consumer;

/** A WebSocket's end on the server's side, of which every frame is the script's: nothing is answered by itself. */
public final class ServedWebSocket {
    private final Socket socket;
    private final DataInputStream in;
    private final Tape tape;
    private final Consumer<WebSocketFrame> frames;

    ServedWebSocket(Socket socket, DataInputStream in, Tape tape, Consumer<WebSocketFrame> frames) {
        this.socket = socket;
        this.in = in;
        this.tape = tape;
        this.frames = frames;
    }

    /** Sends a frame; to a client that has gone, nothing. */
    public void send(WebSocketFrame frame) {
        tape.sent("frame " + frame);
        try {
            synchronized (this) {
                socket.getOutputStream().write(frame.unmasked());
            }
        } catch (IOException e) {
            tape.received("(the connection's end)");
        }
    }

    /** Cuts the connection, without a close frame. */
    public void cut() {
        tape.sent("(cuts the connection)");
        Request.cut(socket);
    }

    void readFrames() {
        try {
            while (true) {
                WebSocketFrame frame = WebSocketFrame.readMasked(in);
                if ((frame.head() & WebSocketFrame.FIN) == 0) {
                    frame = joined(frame);
                }
                tape.received("frame " + frame);
                frames.accept(frame);
            }
        } catch (IOException | UncheckedIOException e) {
            tape.received("(the connection's end: " + e.getMessage() + ")");
            frames.accept(new WebSocketFrame(-1));
        }
    }

    private WebSocketFrame joined(WebSocketFrame first) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(first.payload());
        WebSocketFrame next;
        do {
            next = WebSocketFrame.readMasked(in);
            if (next.opcode() == WebSocketFrame.CONTINUATION) {
                message.writeBytes(next.payload());
            } else {
                frames.accept(next);
            }
        } while (next.opcode() != WebSocketFrame.CONTINUATION || (next.head() & WebSocketFrame.FIN) == 0);
        return new WebSocketFrame(WebSocketFrame.FIN | first.opcode(), message.toByteArray());
    }
}
