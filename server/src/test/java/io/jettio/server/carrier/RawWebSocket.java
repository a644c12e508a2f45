package io.jettio.server.carrier;

import io.jettio.server.carrier.WebSocketFrames.Received;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that sends and shows the very bytes. */
public final class RawWebSocket implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final String responseHead;

    private RawWebSocket(Socket socket, String pathAndQuery, String extensions) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(20_000);
        String request = "GET " + pathAndQuery + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (extensions.isEmpty() ? "" : "Sec-WebSocket-Extensions: " + extensions + "\r\n") + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        this.responseHead = readHead();
    }

    /** Connects and reads the answer's head; no extension is asked for where the text is empty. */
    public static RawWebSocket connect(int port, String pathAndQuery, String extensions) throws IOException {
        return new RawWebSocket(new Socket(InetAddress.getLoopbackAddress(), port), pathAndQuery, extensions);
    }

    /** Connects a session of its own and reads the handshake packet. */
    public static RawWebSocket session(int port, String extensions) throws IOException {
        RawWebSocket webSocket = connect(port, "/engine.io/?EIO=4&transport=websocket", extensions);
        String open = webSocket.receive().text();
        if (!open.startsWith("0{")) {
            throw new IOException("no handshake packet: " + open);
        }
        return webSocket;
    }

    private String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (last != 0x0d0a0d0a) {
            int b = in.readUnsignedByte();
            head.write(b);
            last = last << 8 | b;
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    /** The status line and the headers of the handshake's answer. */
    public String responseHead() {
        return responseHead;
    }

    /** The value of a header of the handshake's answer, or the empty text. */
    public String responseHeader(String name) {
        return responseHead
                .lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElse("");
    }

    /** From now on nothing that is read has to come in time. */
    public void waitForEver() throws IOException {
        socket.setSoTimeout(0);
    }

    public void sendText(String text) throws IOException {
        send(WebSocketFrames.FIN | WebSocketFrames.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a frame with this first byte. */
    public void send(int first, byte[] payload) throws IOException {
        socket.getOutputStream().write(WebSocketFrames.masked(first, payload));
    }

    /** The next frame. */
    public Received receive() throws IOException {
        return WebSocketFrames.read(in);
    }

    /** The code of the close frame that must come now. */
    public int awaitClose() throws IOException {
        while (true) {
            Received received = receive();
            if (received.opCode() == WebSocketFrames.CLOSE) {
                return received.closeCode();
            }
        }
    }

    /** Whether the connection is at its end. */
    public boolean isAtEnd() throws IOException {
        try {
            in.readUnsignedByte();
            return false;
        } catch (EOFException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
