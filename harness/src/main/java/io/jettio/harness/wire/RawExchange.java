package io.jettio.harness.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A plain connection on which a test writes HTTP's bytes itself, whole or not. */
public final class RawExchange implements AutoCloseable {
    /** The connection itself, of which TLS knows nothing when it is closed. */
    private final Socket connection;

    private final Socket socket;
    private final InputStream in;
    private final Access access;

    private RawExchange(Socket connection, Socket socket, Access access) throws IOException {
        this.connection = connection;
        this.socket = socket;
        this.access = access;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static RawExchange open(Endpoint endpoint) {
        int patience = (int) endpoint.access().patience().toMillis();
        try {
            Socket socket = endpoint.access().sockets().createSocket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(patience);
            socket.connect(new InetSocketAddress(endpoint.base().getHost(), endpoint.port()), patience);
            return new RawExchange(socket, endpoint.secure() ? secured(socket, endpoint) : socket, endpoint.access());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket secured(Socket plain, Endpoint endpoint) throws IOException {
        @Nullable SSLContext own = endpoint.access().tls();
        SSLSocketFactory factory =
                own == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : own.getSocketFactory();
        SSLSocket socket =
                (SSLSocket) factory.createSocket(plain, endpoint.base().getHost(), endpoint.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /**
     * Sends a request, or its beginning, that the server has seen by the time this returns: over a connection that it
     * has answered on before, and followed by round trips on others.
     */
    public static RawExchange held(Endpoint endpoint, byte[] request) {
        RawExchange exchange = open(endpoint);
        exchange.send(endpoint.head("GET", Endpoint.NOBODY)).answer();
        exchange.send(request);
        endpoint.roundTrips();
        return exchange;
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
        access.tape().sent(Answer.cut(new String(bytes, StandardCharsets.ISO_8859_1)));
        return send(bytes, 0, bytes.length);
    }

    RawExchange send(byte[] bytes, int from, int size) {
        try {
            socket.getOutputStream().write(bytes, from, size);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one answer's head and gives its status, or 0 when the connection ended before one came. */
    public int status() {
        String head = head();
        access.tape().received(head.isEmpty() ? "(the connection's end)" : Answer.cut(head));
        return head.isEmpty() ? 0 : Integer.parseInt(head.split(" ", 3)[1]);
    }

    /** Reads one whole answer, of a known length or in chunks. */
    public Answer answer() {
        String head = head();
        if (head.isEmpty()) {
            throw new AssertionError("the connection ended instead of an answer");
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (String line : head.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).trim());
            }
        }
        HttpHeaders fields = HttpHeaders.of(headers, (name, value) -> true);
        try {
            byte[] body = fields.firstValue("Transfer-Encoding").isPresent()
                    ? chunks()
                    : in.readNBytes(
                            (int) fields.firstValueAsLong("Content-Length").orElseThrow());
            Answer answer = new Answer(Integer.parseInt(head.split(" ", 3)[1]), fields, body);
            access.tape().received(answer.toString());
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(), 16);
            body.writeBytes(in.readNBytes(size));
            line();
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString().trim();
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
            throw new AssertionError("no answer within " + access.patience(), e);
        } catch (SocketException | SSLException e) {
            // A reset is one of the ways in which a server ends a connection.
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Access access() {
        return access;
    }

    Socket socket() {
        return socket;
    }

    InputStream in() {
        return in;
    }

    /**
     * Closes the connection at once, as a client does that is gone. With TLS nothing is said: the JDK's own way of closing
     * waits for what the server sends next, and takes it.
     */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
