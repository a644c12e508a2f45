package io.jettio.client.hostile;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server made of bytes: HTTP requests come in, and a script writes what it likes. */
final class RawServer implements AutoCloseable {
    private static final String WEBSOCKET_KEY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Serves one request. What it throws ends the connection. */
    interface Script {
        void serve(Exchange exchange) throws Exception;
    }

    private final ServerSocket listener;
    private final Script script;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    /** Handshakes, and WebSockets without a session. */
    final AtomicInteger attempts = new AtomicInteger();

    RawServer(Script script) {
        this.script = script;
        try {
            listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        start("hostile-accept", this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                start("hostile", () -> serve(socket));
            } catch (IOException closed) {
                return; // by close()
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Exchange exchange = new Exchange(socket);
            while (exchange.readRequest()) {
                if (!exchange.target.contains("sid=")) {
                    attempts.incrementAndGet();
                }
                script.serve(exchange);
            }
        } catch (Exception gone) {
            // The client has had enough, or the test is over.
        }
    }

    /** One connection of a client, with its latest request. */
    static final class Exchange {
        private final InputStream in;
        private final OutputStream out;
        private String head = "";
        private String target = "";
        private String body = "";

        private Exchange(Socket socket) throws IOException {
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        private boolean readRequest() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                bytes.write(next);
            }
            head = bytes.toString(StandardCharsets.ISO_8859_1);
            target = head.split(" ", 3)[1];
            String length = header("content-length");
            body = length.isEmpty() ? "" : new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
            return true;
        }

        private String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        boolean isWebSocket() {
            return header("upgrade").equalsIgnoreCase("websocket");
        }

        boolean isPost() {
            return head.startsWith("POST");
        }

        boolean isHandshake() {
            return !target.contains("sid=");
        }

        String body() {
            return body;
        }

        // ---- HTTP ----

        void raw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        void raw(String text) throws IOException {
            raw(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void answer(int status, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            raw("HTTP/1.1 " + status + " X\r\nContent-Type: text/plain\r\nContent-Length: " + bytes.length
                    + "\r\n\r\n");
            raw(bytes);
        }

        /** Says nothing more until the client closes the connection. */
        void hold() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }

        // ---- WebSocket ----

        void acceptWebSocket() throws IOException {
            acceptWebSocket("", "");
        }

        /** Accepts with further header fields, and with a message in the same bytes, unless that is empty. */
        void acceptWebSocket(String fields, String message) throws IOException {
            byte[] answer = answer(accept(), fields).getBytes(StandardCharsets.ISO_8859_1);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(answer);
            if (!message.isEmpty()) {
                all.writeBytes(bytes(0x81, message.getBytes(StandardCharsets.UTF_8)));
            }
            raw(all.toByteArray());
        }

        private String accept() {
            try {
                return Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-1")
                                .digest((header("sec-websocket-key") + WEBSOCKET_KEY)
                                        .getBytes(StandardCharsets.ISO_8859_1)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private static String answer(String accept, String fields) {
            return "HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept
                    + "\r\n" + fields + "\r\n";
        }

        void switchProtocols(String accept) throws IOException {
            raw(answer(accept, ""));
        }

        void text(String message) throws IOException {
            frame(0x81, message.getBytes(StandardCharsets.UTF_8));
        }

        /** A frame as a server has to send it, but for its first byte, which may be anything. */
        void frame(int first, byte[] payload) throws IOException {
            raw(bytes(first, payload));
        }

        private static byte[] bytes(int first, byte[] payload) {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(first);
            if (payload.length < 126) {
                frame.write(payload.length);
            } else {
                frame.write(127);
                for (int shift = 56; shift >= 0; shift -= 8) {
                    frame.write((int) ((long) payload.length >> shift));
                }
            }
            frame.writeBytes(payload);
            return frame.toByteArray();
        }

        /** Waits for a message of the client, which is short. */
        void awaitMessage() throws IOException {
            awaitFrame();
        }

        /** A frame that a client sent: its first byte, and its payload without its mask, a character for each byte. */
        record ClientFrame(int first, String payload) {}

        /** Waits for a frame of the client, which is short. */
        ClientFrame awaitFrame() throws IOException {
            int first = in.read();
            int second = in.read();
            if ((second & 0x80) == 0) {
                throw new IOException("a frame of a client without a mask");
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(second & 0x7f);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new ClientFrame(first, new String(payload, StandardCharsets.ISO_8859_1));
        }
    }
}
