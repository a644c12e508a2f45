package io.jettio.server.hooks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One TCP connection of a peer that sends what its test says and reads only when it is told. */
public final class RawPeer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;

    private final Socket socket;
    private final DataInputStream in;

    public RawPeer(int port) {
        this(port, 0);
    }

    /** A peer on a connection that is there, such as one of TLS. */
    public RawPeer(Socket connected) {
        try {
            socket = connected;
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A peer whose operating system keeps little for it, if {@code receiveBuffer} is not 0. */
    public RawPeer(int port, int receiveBuffer) {
        try {
            socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends text as it is; each line break of it is CRLF. */
    public RawPeer send(String text) {
        return send(text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are. */
    public RawPeer send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes as they are, as far as the server takes them: it may end the connection before it has them all. */
    public RawPeer sendInVain(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // Reading tells the end, too.
        }
        return this;
    }

    /** Sends a request without a body, on a connection that ends with its answer. */
    public RawPeer request(String method, String target, String... headers) {
        return send(head(method, target, "Connection: close", headers) + "\n");
    }

    /** Sends a POST of text. */
    public RawPeer post(String target, String body, String... headers) {
        String length = "Connection: close\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length;
        return send((head("POST", target, length, headers) + "\n")
                .replace("\n", "\r\n")
                .concat(body)
                .getBytes(StandardCharsets.UTF_8));
    }

    /** Asks to become a WebSocket. */
    public RawPeer webSocket(String target, String... headers) {
        String upgrade = "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        return send(head("GET", target, upgrade, headers) + "\n");
    }

    private static String head(String method, String target, String own, String... headers) {
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\n");
        boolean host = false;
        for (String header : headers) {
            head.append(header).append('\n');
            host |= header.startsWith("Host:");
        }
        return head.append(host ? "" : "Host: localhost:3000\n")
                .append(own)
                .append('\n')
                .toString();
    }

    /** Reads an answer; of a 100 or 101 the head, of anything else the whole. */
    public Answer answer() {
        try {
            Answer head = Answer.readHead(in);
            if (head.status() < 200) {
                return head;
            }
            String length = head.header("Content-Length");
            byte[] body = length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
            return head.withBody(new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the first bytes of something are there. */
    public boolean hasAnswer() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads on until the server ends the connection, by whatever means; what came before that. */
    public String readToEnd() {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                read.write(b);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server did not end the connection", e);
        } catch (IOException e) {
            // A reset is an end, too.
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Whether the server has answered, or ended the connection. */
    public boolean hasAnswerOrEnd() {
        try {
            socket.setSoTimeout(1);
            in.mark(1);
            in.read();
            in.reset();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // a reset is an end, too
        } finally {
            patient();
        }
    }

    private void patient() {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a text message. */
    public RawPeer sendText(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        boolean small = payload.length < 126;
        byte[] frame = new byte[(small ? 6 : 8) + payload.length];
        frame[0] = (byte) TEXT;
        frame[1] = (byte) (0x80 | (small ? payload.length : 126)); // the mask that follows is of zeros
        if (!small) {
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
        }
        System.arraycopy(payload, 0, frame, frame.length - payload.length, payload.length);
        return send(frame);
    }

    /** Reads a text message; null where the server closes or the connection ends. */
    public @Nullable String readText() {
        try {
            int first = in.read();
            if (first < 0 || first == CLOSE) {
                return null;
            }
            if (first != TEXT) {
                throw new AssertionError("not one whole text frame: 0x" + Integer.toHexString(first));
            }
            int length = in.readUnsignedByte();
            long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
            return new String(in.readNBytes((int) size), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
