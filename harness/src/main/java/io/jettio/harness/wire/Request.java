package io.jettio.harness.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request of a client, to be answered, accepted as a WebSocket or dropped, once, by any thread. Until then its
 * connection waits.
 */
public final class Request {
    private static final String ACCEPTS = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MOST = 16 * 1024 * 1024;

    private final Socket socket;
    private final DataInputStream in;
    private final Tape tape;
    private final String[] line;
    private final Map<String, String> headers;
    private final byte[] body;
    private final long at = System.nanoTime();
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile @Nullable ServedWebSocket webSocket;

    private Request(
            Socket socket, DataInputStream in, Tape tape, String[] line, Map<String, String> headers, byte[] body) {
        this.socket = socket;
        this.in = in;
        this.tape = tape;
        this.line = line;
        this.headers = headers;
        this.body = body;
    }

    /**
     * Reads the next request of a connection.
     *
     * @throws EOFException where there is none
     */
    static Request read(Socket socket, DataInputStream in, Tape tape) throws IOException {
        String[] line = HeadLine.read(in).split(" ", 3);
        if (line.length < 3) {
            throw new IOException("no request line: " + String.join(" ", line));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = HeadLine.read(in); !header.isEmpty(); header = HeadLine.read(in)) {
            int colon = header.indexOf(':');
            if (colon > 0) {
                headers.put(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).trim());
            }
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        if (length > MOST) {
            throw new IOException("a body of " + length + " bytes is not read");
        }
        Request request = new Request(socket, in, tape, line, headers, in.readNBytes(length));
        tape.received(request.toString());
        return request;
    }

    public String method() {
        return line[0];
    }

    /** The path, without the query. */
    public String path() {
        return line[1].split("\\?", 2)[0];
    }

    /** A parameter of the query, decoded. */
    public Optional<String> parameter(String name) {
        String[] parts = line[1].split("\\?", 2);
        for (String pair : parts.length < 2 ? new String[0] : parts[1].split("&", -1)) {
            String[] sides = pair.split("=", 2);
            if (sides[0].equals(name)) {
                return Optional.of(URLDecoder.decode(sides.length < 2 ? "" : sides[1], StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public byte[] body() {
        return body.clone();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** When it had been read, in terms of {@link System#nanoTime()}. */
    public long at() {
        return at;
    }

    /** Whether it asks for a WebSocket. */
    public boolean upgrades() {
        return header("Upgrade").orElse("").equalsIgnoreCase("websocket");
    }

    /** Whether nobody has answered yet. */
    public boolean pending() {
        return decided.getCount() > 0;
    }

    /** Answers with a body of a known length. */
    public void answer(int status, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        answer(status, text, "Content-Length: " + content.length, content);
    }

    /** Answers with a body in chunks of a few bytes each. */
    public void answerInChunks(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int from = 0; from < content.length; from += 3) {
            int size = Math.min(3, content.length - from);
            chunks.writeBytes((size + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.write(content, from, size);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        answer(200, text, "Transfer-Encoding: chunked", chunks.toByteArray());
    }

    private void answer(int status, String told, String framing, byte[] content) {
        tape.sent(status + " " + Answer.cut(told));
        String head = "HTTP/1.1 " + status + " Scripted\r\nContent-Type: text/plain; charset=UTF-8\r\n" + framing
                + "\r\nCache-Control: no-store\r\n\r\n";
        try {
            write(head.getBytes(StandardCharsets.US_ASCII), content);
        } finally {
            decided.countDown();
        }
    }

    /** Cuts the connection instead of an answer. */
    public void drop() {
        tape.sent("(cuts the connection)");
        cut(socket);
        decided.countDown();
    }

    static void cut(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (SocketException e) {
            // The client was quicker.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Accepts the WebSocket that is asked for.
     *
     * @param frames told of each message and control frame, by one thread; of the end by a frame whose head is negative
     */
    public ServedWebSocket accept(Consumer<WebSocketFrame> frames) {
        String key = header("Sec-WebSocket-Key").orElse("");
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((key + ACCEPTS).getBytes(StandardCharsets.US_ASCII));
            tape.sent("101");
            write(
                    ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    + "Sec-WebSocket-Accept: "
                                    + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII),
                    new byte[0]);
            ServedWebSocket accepted = new ServedWebSocket(socket, in, tape, frames);
            webSocket = accepted;
            return accepted;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            decided.countDown();
        }
    }

    private void write(byte[] head, byte[] content) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head);
        whole.writeBytes(content);
        try {
            socket.getOutputStream().write(whole.toByteArray());
        } catch (IOException e) {
            tape.received("(the connection's end)");
        }
    }

    /** Waits until it is answered; serves the WebSocket that came of it to its end. Whether another request may follow. */
    boolean served() throws InterruptedException {
        decided.await();
        ServedWebSocket accepted = webSocket;
        if (accepted != null) {
            accepted.readFrames();
            return false;
        }
        return !socket.isClosed();
    }

    @Override
    public String toString() {
        return line[0] + " " + line[1] + (body.length == 0 ? "" : " " + Answer.cut(text()));
    }
}
