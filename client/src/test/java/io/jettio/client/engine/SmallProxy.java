package io.jettio.client.engine;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A proxy that asks for credentials: CONNECT of HTTP, or SOCKS 5. Every host leads to the loopback; what it was asked
 * for is kept.
 */
final class SmallProxy implements AutoCloseable {
    private static final long NETWORK = TimeUnit.MILLISECONDS.toNanos(500);
    private static final byte[] HTTP_READY = "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SOCKS_READY = {5, 0, 0, 1, 127, 0, 0, 1, 0, 0};

    static final String USER = "user";
    static final String PASSWORD = "geheim";

    private final ServerSocket server;
    private final boolean socks;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    final Queue<String> asked = new ConcurrentLinkedQueue<>();

    SmallProxy(boolean socks) {
        this.socks = socks;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.execute(this::accept);
    }

    ProxyOptions options() {
        int port = server.getLocalPort();
        return socks ? ProxyOptions.socks5("127.0.0.1", port) : ProxyOptions.http("127.0.0.1", port);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            int port = socks ? socks(in, out) : http(in, out);
            if (port > 0) {
                try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    open.add(target);
                    // As any proxy that is not on this machine. Jetty uses a tunnel as soon as it hears of it, and
                    // fails with a
                    // WritePendingException where that is before its own write has ended that asked for the tunnel.
                    LockSupport.parkNanos(NETWORK);
                    out.write(socks ? SOCKS_READY : HTTP_READY);
                    threads.execute(() -> copy(target, client));
                    copy(client, target);
                }
            }
        } catch (IOException gone) {
            // One of the two has left, which is an ordinary end.
            asked.add("gone");
        }
    }

    /** Answers requests until one has the credentials; its port, or 0 where the client leaves before. */
    private int http(InputStream in, OutputStream out) throws IOException {
        String known =
                "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        for (List<String> head = head(in); !head.isEmpty(); head = head(in)) {
            String line = head.get(0);
            asked.add(line);
            if (head.stream().anyMatch(field -> field.equalsIgnoreCase("Proxy-Authorization: " + known))) {
                return Integer.parseInt(
                        line.substring(line.lastIndexOf(':', line.lastIndexOf(' ')) + 1, line.lastIndexOf(' ')));
            }
            out.write("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"small\"\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        }
        return 0;
    }

    /** The lines of a request's head; none where the client has left. */
    private static List<String> head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return List.of();
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII).lines().toList();
    }

    private int socks(DataInputStream in, OutputStream out) throws IOException {
        in.readByte();
        byte[] methods = in.readNBytes(in.readByte());
        if (new String(methods, StandardCharsets.ISO_8859_1).indexOf(2) < 0) {
            out.write(new byte[] {5, (byte) 0xff});
            return 0;
        }
        out.write(new byte[] {5, 2});
        in.readByte();
        String user = new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8);
        String password = new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8);
        boolean known = user.equals(USER) && password.equals(PASSWORD);
        out.write(new byte[] {1, (byte) (known ? 0 : 1)});
        if (!known) {
            return 0;
        }
        in.readNBytes(3);
        byte kind = in.readByte();
        String host = kind == 3
                ? new String(in.readNBytes(in.readByte()), StandardCharsets.US_ASCII)
                : InetAddress.getByAddress(in.readNBytes(kind == 1 ? 4 : 16)).getHostAddress();
        int port = in.readUnsignedShort();
        asked.add("SOCKS " + host + ":" + port);
        return port;
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            asked.add("gone");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
