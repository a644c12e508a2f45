package io.jettio.conformance.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A plain connection on which a test writes HTTP's bytes itself, whole or not. */
public final class RawExchange implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    private RawExchange(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static RawExchange open(Endpoint endpoint) {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) Deadlines.PATIENCE.toMillis());
            socket.connect(
                    new InetSocketAddress(
                            endpoint.base().getHost(), endpoint.base().getPort()),
                    (int) Deadlines.PATIENCE.toMillis());
            return new RawExchange(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Posts a payload and gives the answer's status, or 0 when the connection was cut instead. */
    public static int post(Endpoint endpoint, String query, String payload) {
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        try (RawExchange exchange = open(endpoint)) {
            exchange.send(endpoint.head("POST", query, "Content-Length: " + body.length));
            return exchange.send(body).status();
        }
    }

    public RawExchange send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one answer's head and gives its status, or 0 when the connection ended before one came. */
    public int status() {
        String head = head();
        return head.isEmpty() ? 0 : Integer.parseInt(head.split(" ", 3)[1]);
    }

    /** Reads one answer's head, without the empty line; empty when the connection ended before one came. */
    public String head() {
        try {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                head.write(b);
                String text = head.toString(StandardCharsets.ISO_8859_1);
                if (text.endsWith("\r\n\r\n")) {
                    return text.substring(0, text.length() - 4);
                }
            }
            return "";
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer within " + Deadlines.PATIENCE, e);
        } catch (SocketException e) {
            // A reset is one of the ways in which a server ends a connection.
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Socket socket() {
        return socket;
    }

    InputStream in() {
        return in;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
