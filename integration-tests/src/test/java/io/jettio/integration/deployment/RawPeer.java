package io.jettio.integration.deployment;

import io.jettio.integration.Patience;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of a client that shows what it sends and comes from an address of its own, 127.0.0.2. */
final class RawPeer implements AutoCloseable {
    static final String ADDRESS = "127.0.0.2";
    static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";

    private static final int PATIENCE_MILLIS = (int) Patience.LONG.toMillis();
    private static final int TEXT = 0x81;

    private final Socket socket;
    private final DataInputStream in;
    private final String host;

    /** Connects to a server. */
    RawPeer(Deployment server, LoopbackTls tls) throws IOException {
        this(server, tls, ADDRESS);
    }

    /** Connects to a server from an address of 127.0.0.0/8. */
    RawPeer(Deployment server, LoopbackTls tls, String address) throws IOException {
        Socket plain = new Socket();
        plain.setSoTimeout(PATIENCE_MILLIS);
        plain.setTcpNoDelay(true);
        plain.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), PATIENCE_MILLIS);
        socket = server.secure() ? tls.over(plain) : plain;
        in = new DataInputStream(socket.getInputStream());
        host = "127.0.0.1:" + server.port();
    }

    /** An answer: the head as it came, and the body unless the status is 101. */
    record Answer(int status, String head, String body) {
        /** The value of a header, or the empty text. */
        String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .findFirst()
                    .orElse("");
        }

        /** The session id in a handshake. */
        String sid() {
            Matcher sid = Pattern.compile("\"sid\":\"([^\"]+)\"").matcher(body);
            if (!sid.find()) {
                throw new AssertionError("no handshake: " + this);
            }
            return sid.group(1);
        }
    }

    /** Asks for something; the answer is read by {@link #answer()}. */
    RawPeer get(String target, String... headers) throws IOException {
        return send("GET " + target + " HTTP/1.1", "", headers);
    }

    /** Posts packets. */
    RawPeer post(String target, String payload) throws IOException {
        return send("POST " + target + " HTTP/1.1", payload, "Content-Length: " + payload.length());
    }

    /** Asks for a WebSocket. */
    RawPeer webSocket(String target, String... headers) throws IOException {
        return send(
                "GET " + target + " HTTP/1.1",
                "",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                String.join("\r\n", headers));
    }

    private RawPeer send(String requestLine, String body, String... headers) throws IOException {
        StringBuilder request =
                new StringBuilder(requestLine).append("\r\nHost: ").append(host);
        for (String header : headers) {
            request.append(header.isEmpty() ? "" : "\r\n").append(header);
        }
        request.append("\r\n\r\n").append(body);
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** Reads an answer, and nothing beyond. */
    Answer answer() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int last = 0; last != 0x0d0a0d0a; ) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("no answer, only: " + bytes.toString(StandardCharsets.US_ASCII));
            }
            bytes.write(next);
            last = last << 8 | next;
        }
        String head = bytes.toString(StandardCharsets.US_ASCII);
        int status = Integer.parseInt(head.substring(9, 12));
        Answer answer = new Answer(status, head, "");
        if (status == 101) {
            return answer;
        }
        int length = Integer.parseInt(answer.header("Content-Length"));
        return new Answer(status, head, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** Sends a short text message. */
    void sendText(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) TEXT;
        frame[1] = (byte) (0x80 | payload.length); // the mask that follows is of zeros
        System.arraycopy(payload, 0, frame, 6, payload.length);
        socket.getOutputStream().write(frame);
    }

    /** Reads a short text message. */
    String readText() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (first != TEXT || length > 126) {
            throw new AssertionError("not a short text message: 0x" + Integer.toHexString(first));
        }
        int size = length == 126 ? in.readUnsignedShort() : length;
        return new String(in.readNBytes(size), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
