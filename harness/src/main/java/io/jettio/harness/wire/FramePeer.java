package io.jettio.harness.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A WebSocket of which the test writes every byte and sees every frame: nothing is answered by itself. For servers whose
 * heartbeat is longer than a test. One thread may write while another reads.
 */
public final class FramePeer implements AutoCloseable {
    private static final String QUERY = "EIO=4&transport=websocket";

    private final RawExchange connection;
    private final DataInputStream in;
    private final String head;

    /** What came before the session's handshake. */
    private final Deque<WebSocketFrame> early = new ArrayDeque<>();

    private FramePeer(RawExchange connection) {
        this.connection = connection;
        this.in = new DataInputStream(connection.in());
        this.head = connection.head();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            connection.close();
            throw new AssertionError(
                    "the WebSocket was refused: " + head.lines().findFirst());
        }
        List<WebSocketFrame> before = new ArrayList<>();
        WebSocketFrame handshake = frame();
        for (; handshake.opcode() == WebSocketFrame.PONG; handshake = frame()) {
            before.add(handshake); // a ping that came with the request may be answered at once
        }
        if (handshake.head() != (WebSocketFrame.FIN | WebSocketFrame.TEXT)
                || !handshake.text().startsWith("0{")) {
            throw new AssertionError("expected a handshake, got " + handshake);
        }
        early.addAll(before);
    }

    /** Opens a session of its own and reads its handshake. */
    public static FramePeer open(Endpoint endpoint, String... headerLines) {
        return open(endpoint, new byte[0], headerLines);
    }

    /** Opens a session, and sends bytes right behind the request. */
    public static FramePeer open(Endpoint endpoint, byte[] behind, String... headerLines) {
        return new FramePeer(RawExchange.open(endpoint).send(join(request(endpoint, headerLines), behind)));
    }

    /** Opens a session over a request that the test wrote. */
    public static FramePeer openBy(Endpoint endpoint, byte[] request) {
        return openBy(endpoint, request.length, request);
    }

    /** The same, with the bytes in pieces, each a write of its own. */
    public static FramePeer openBy(Endpoint endpoint, int size, byte[] request) {
        RawExchange connection = RawExchange.open(endpoint);
        chopped(connection, size, request);
        return new FramePeer(connection);
    }

    private static void chopped(RawExchange connection, int size, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += size) {
            connection.send(bytes, at, Math.min(size, bytes.length - at));
        }
    }

    /** The request that opens a session, with more lines. */
    public static byte[] request(Endpoint endpoint, String... headerLines) {
        String[] lines = new String[headerLines.length + 4];
        lines[0] = "Connection: Upgrade";
        lines[1] = "Upgrade: websocket";
        lines[2] = "Sec-WebSocket-Version: 13";
        lines[3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        System.arraycopy(headerLines, 0, lines, 4, headerLines.length);
        return endpoint.head("GET", QUERY, lines);
    }

    /** Bytes, one behind the other. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /** The status line of the handshake's answer. */
    public String statusLine() {
        return head.lines().findFirst().orElseThrow();
    }

    /** All values of a header of the handshake's answer, in the order of their lines. */
    public List<String> headers(String name) {
        String line = name + ":";
        return head.lines()
                .filter(other -> other.regionMatches(true, 0, line, 0, line.length()))
                .map(other -> other.substring(line.length()).trim())
                .toList();
    }

    /** Writes frames as a client does, all at once. */
    public FramePeer send(WebSocketFrame... frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (WebSocketFrame frame : frames) {
            bytes.writeBytes(frame.masked());
        }
        return sendBytes(bytes.toByteArray());
    }

    /** Writes bytes as they are, all at once. */
    public FramePeer sendBytes(byte[] bytes) {
        connection.send(bytes);
        return this;
    }

    /** Writes bytes in pieces, each a write of its own. */
    public FramePeer sendChopped(int size, byte[] bytes) {
        chopped(connection, size, bytes);
        return this;
    }

    /** Writes bytes of which the server may refuse the rest midway. */
    public FramePeer sendUntilClosed(byte[] bytes) {
        try {
            return sendBytes(bytes);
        } catch (UncheckedIOException e) {
            return this; // what it said about it can be read all the same
        }
    }

    /** The next frame; its length is in the shortest form and it has no mask. */
    public WebSocketFrame frame() {
        return next().orElseThrow(() -> new AssertionError("the server closed the connection"));
    }

    /** The next frame, or nothing when the connection is at its end, by a reset too. */
    private Optional<WebSocketFrame> next() {
        if (!early.isEmpty()) {
            return Optional.of(early.remove());
        }
        try {
            in.mark(1);
            if (in.read() < 0) {
                return Optional.empty();
            }
            in.reset();
            return Optional.of(WebSocketFrame.read(in));
        } catch (SocketException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new AssertionError("no frame: " + e, e);
        }
    }

    /** Reads on to the server's close frame, which must be its last frame, answers it and waits for the connection's end. */
    public WebSocketFrame closed() {
        WebSocketFrame frame = frame();
        while (frame.opcode() != WebSocketFrame.CLOSE) {
            frame = frame();
        }
        sendUntilClosed(new WebSocketFrame(frame.head(), frame.payload()).masked());
        ended();
        return frame;
    }

    /** Reads on to the server's close frame, after which the server has to end the connection by itself. */
    public WebSocketFrame closeAnswered() {
        WebSocketFrame frame = frame();
        while (frame.opcode() != WebSocketFrame.CLOSE) {
            frame = frame();
        }
        ended();
        return frame;
    }

    /** Ends this side of the connection, so that the server reads its end. */
    public FramePeer sendNoMore() {
        try {
            connection.socket().shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads on to the connection's end, whatever comes before. */
    public void endedAfterAll() {
        while (next().isPresent()) {
            // a server may say why
        }
    }

    /** The connection must be at its end. */
    public void ended() {
        next().ifPresent(frame -> {
            throw new AssertionError("expected the end of the connection, got " + frame);
        });
    }

    @Override
    public void close() {
        connection.close();
    }
}
