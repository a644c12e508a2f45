package io.jettio.integration.proofs;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** One TCP connection of a peer that sends the bytes it is told to, and reads only when it is told. */
public final class Wire implements Closeable {
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;

    /** Nothing that is waited for here takes long; whoever waits so long waits for something lost. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    public Wire(int port) throws IOException {
        this(port, 0);
    }

    /** A peer for which its operating system keeps little that was not read, if {@code receiveBuffer} is not 0. */
    Wire(int port, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 4096));
    }

    // ---------------------------------------------------------------- HTTP

    /** An answer of HTTP/1.1. */
    public record Answer(int status, String body) {}

    public static byte[] get(String target) {
        return head("GET", target, "");
    }

    public static byte[] post(String target, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = head("POST", target, "Content-Type: text/plain\r\nContent-Length: " + bytes.length + "\r\n");
        byte[] whole = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, whole, head.length, bytes.length);
        return whole;
    }

    public static byte[] webSocket(String target) {
        return head("GET", target, """
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                """);
    }

    private static byte[] head(String method, String target, String headers) {
        String head = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void writeFirstHalf(byte[] bytes) throws IOException {
        write(Arrays.copyOf(bytes, bytes.length / 2));
    }

    /** Reads an answer whole; of a 101 its head. */
    public Answer readAnswer() throws IOException {
        int status = Integer.parseInt(readLine().substring(9, 12));
        int length = 0;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new Answer(status, new String(body, StandardCharsets.UTF_8));
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended within a head: " + line);
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    // ---------------------------------------------------------------- WebSocket

    /** A frame of RFC 6455, masked by zeros. */
    public static byte[] frame(int opcode, byte[] payload) {
        int size = payload.length;
        ByteBuffer frame = ByteBuffer.allocate(size + 14).put((byte) (0x80 | opcode));
        if (size < 126) {
            frame.put((byte) (0x80 | size));
        } else if (size < 1 << 16) {
            frame.put((byte) (0x80 | 126)).putShort((short) size);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(size);
        }
        frame.putInt(0).put(payload);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    public static byte[] text(String text) {
        return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether reading would not wait, at least for a first byte; an end is seen by reading only. */
    public boolean isReadable() throws IOException {
        return in.available() > 0;
    }

    /** The next text message; an end of the WebSocket in any form is an {@link EOFException}. */
    public String readText() throws IOException {
        int first = in.readUnsignedByte();
        byte[] payload = readPayload();
        if (first != (0x80 | TEXT)) {
            throw otherwise(first);
        }
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** The next message as polling writes it: a binary one is a {@code b} and its base64. */
    String readPacket() throws IOException {
        int first = in.readUnsignedByte();
        byte[] payload = readPayload();
        if (first == (0x80 | BINARY)) {
            return "b" + Base64.getEncoder().encodeToString(payload);
        }
        if (first != (0x80 | TEXT)) {
            throw otherwise(first);
        }
        return new String(payload, StandardCharsets.UTF_8);
    }

    private byte[] readPayload() throws IOException {
        long size = in.readUnsignedByte();
        if (size == 126) {
            size = in.readUnsignedShort();
        } else if (size == 127) {
            size = in.readLong();
        }
        byte[] payload = new byte[Math.toIntExact(size)];
        in.readFully(payload);
        return payload;
    }

    private static IOException otherwise(int first) {
        return first == (0x80 | CLOSE)
                ? new EOFException("a close frame")
                : new IOException("not a whole message as expected: 0x" + Integer.toHexString(first));
    }

    // ---------------------------------------------------------------- ending

    /** Closes so that the peer's operating system is told of a reset, not of an end. Does nothing where it is closed. */
    public void reset() throws IOException {
        if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
