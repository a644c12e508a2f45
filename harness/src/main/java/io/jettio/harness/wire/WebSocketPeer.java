package io.jettio.harness.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket whose frames are seen. Its own thread reads them, so that a test that is busy elsewhere still answers the
 * server's pings within the contract's 200 ms; fragments are joined, and a close frame is answered.
 */
public final class WebSocketPeer implements AutoCloseable {
    /** Whether Engine.IO's ping (the text {@code 2}) is answered and hidden, or left to the test. */
    public enum Pings {
        ANSWERED,
        SEEN
    }

    /** What stands in the queue behind the last frame. */
    private static final WebSocketFrame END = new WebSocketFrame(-1);

    private final RawExchange connection;
    private final String head;
    private final Pings pings;
    private final BlockingQueue<WebSocketFrame> received = new LinkedBlockingQueue<>();

    private WebSocketPeer(RawExchange connection, String head, Pings pings) {
        this.connection = connection;
        this.head = head;
        this.pings = pings;
    }

    /** Opens a WebSocket that answers pings. */
    public static WebSocketPeer open(Endpoint endpoint, String query, String... headerLines) {
        return open(Pings.ANSWERED, endpoint, query, headerLines);
    }

    public static WebSocketPeer open(Pings pings, Endpoint endpoint, String query, String... headerLines) {
        RawExchange connection = request(endpoint, query, headerLines);
        String head = connection.head();
        endpoint.access().tape().received(Answer.cut(head));
        if (!head.startsWith("HTTP/1.1 101 ")) {
            connection.close();
            throw new AssertionError(
                    "the WebSocket was refused: " + head.lines().findFirst());
        }
        return new WebSocketPeer(connection, head, pings).reading();
    }

    /** Goes on with a connection whose 101 was read. */
    public static WebSocketPeer of(RawExchange connection) {
        return new WebSocketPeer(connection, "", Pings.ANSWERED).reading();
    }

    private WebSocketPeer reading() {
        Daemon.start("websocket-peer", this::readFrames);
        return this;
    }

    /** The status with which a WebSocket is refused, 0 when the connection just ends. */
    public static int refusal(Endpoint endpoint, String query, String... headerLines) {
        try (RawExchange connection = request(endpoint, query, headerLines)) {
            int status = connection.status();
            if (status == 101) {
                throw new AssertionError("the WebSocket was accepted");
            }
            return status;
        }
    }

    private static RawExchange request(Endpoint endpoint, String query, String... headerLines) {
        String[] lines = new String[headerLines.length + 4];
        lines[0] = "Connection: Upgrade";
        lines[1] = "Upgrade: websocket";
        lines[2] = "Sec-WebSocket-Version: 13";
        lines[3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        System.arraycopy(headerLines, 0, lines, 4, headerLines.length);
        return RawExchange.open(endpoint).send(endpoint.head("GET", query, lines));
    }

    /** All values of a header of the handshake's answer, in the order of their lines. */
    public List<String> headers(String name) {
        String line = name + ":";
        return head.lines()
                .filter(other -> other.regionMatches(true, 0, line, 0, line.length()))
                .map(other -> other.substring(line.length()).trim())
                .toList();
    }

    public WebSocketPeer sendText(String text) {
        return send(WebSocketFrame.text(text));
    }

    public WebSocketPeer sendBinary(byte... bytes) {
        return send(WebSocketFrame.binary(bytes));
    }

    public WebSocketPeer send(WebSocketFrame frame) {
        connection.access().tape().sent("frame " + frame);
        return write(frame.masked());
    }

    /** Writes bytes as they are, a frame or not. */
    public WebSocketPeer sendBytes(byte[] bytes) {
        connection.access().tape().sent("bytes " + Answer.cut(HexFormat.of().formatHex(bytes)));
        return write(bytes);
    }

    private synchronized WebSocketPeer write(byte[] bytes) {
        connection.send(bytes, 0, bytes.length);
        return this;
    }

    /**
     * Writes bytes of which the server may refuse the rest midway.
     *
     * @return whether all of them could be written
     */
    public boolean sendUntilClosed(byte[] bytes) {
        try {
            sendBytes(bytes);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The next text message. */
    public String text() {
        WebSocketFrame frame = frame();
        if (frame.opcode() != WebSocketFrame.TEXT) {
            throw new AssertionError("expected a text message, got " + frame);
        }
        return frame.text();
    }

    /** The next binary message. */
    public byte[] binary() {
        WebSocketFrame frame = frame();
        if (frame.opcode() != WebSocketFrame.BINARY) {
            throw new AssertionError("expected a binary message, got " + frame);
        }
        return frame.payload();
    }

    /** Reads on until the server has closed, and gives the close frame's status code: 1006 when none came. */
    public int closed() {
        int code = 1006;
        long end = System.nanoTime() + connection.access().patience().toNanos();
        for (WebSocketFrame frame = take(); !isEnd(frame); frame = take()) {
            if (frame.opcode() == WebSocketFrame.CLOSE) {
                code = frame.closeCode();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("the connection still lives after "
                        + connection.access().patience());
            }
        }
        received.add(END);
        return code;
    }

    /** The next frame, of any kind. */
    public WebSocketFrame frame() {
        WebSocketFrame frame = take();
        if (isEnd(frame)) {
            received.add(END);
            throw new AssertionError("the server closed the connection");
        }
        return frame;
    }

    private static boolean isEnd(WebSocketFrame frame) {
        return frame.head() < 0;
    }

    private WebSocketFrame take() {
        try {
            @Nullable
            WebSocketFrame frame = received.poll(connection.access().patience().toMillis(), TimeUnit.MILLISECONDS);
            if (frame == null) {
                throw new AssertionError("nothing came, and the connection did not end, within "
                        + connection.access().patience());
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a frame", e);
        }
    }

    private void readFrames() {
        try {
            // This connection's reads have no deadline of their own: take() has it.
            connection.socket().setSoTimeout(0);
            DataInputStream in = new DataInputStream(connection.in());
            while (true) {
                WebSocketFrame frame = readMessage(in);
                connection.access().tape().received("frame " + frame);
                if (pings == Pings.ANSWERED
                        && frame.opcode() == WebSocketFrame.TEXT
                        && frame.text().equals("2")) {
                    sendText("3");
                    continue;
                }
                received.add(frame);
                if (frame.opcode() == WebSocketFrame.CLOSE) {
                    send(new WebSocketFrame(frame.head(), frame.payload()));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // The end of the connection, however it came, is what the queue's last entry says.
            connection.access().tape().received("(the connection's end)");
            connection.access().tape().ended();
            received.add(END);
        }
    }

    private static WebSocketFrame readMessage(DataInputStream in) throws IOException {
        WebSocketFrame frame = WebSocketFrame.read(in);
        if ((frame.head() & WebSocketFrame.FIN) != 0) {
            return frame;
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(frame.payload());
        WebSocketFrame next;
        do {
            next = WebSocketFrame.read(in);
            if (next.opcode() != WebSocketFrame.CONTINUATION) {
                throw new SocketException("a control frame inside a fragmented message: not expected of these servers");
            }
            message.writeBytes(next.payload());
        } while ((next.head() & WebSocketFrame.FIN) == 0);
        return new WebSocketFrame(WebSocketFrame.FIN | frame.opcode(), message.toByteArray());
    }

    @Override
    public void close() {
        connection.close();
    }
}
