package io.jettio.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that answers polls as a test says. What it does not answer stays open until {@link #close()}. */
final class HostileServer implements AutoCloseable {
    /** Answers one GET. */
    interface Script {
        void get(int number, Reply reply) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hostile");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<HttpExchange> held = new ConcurrentLinkedQueue<>();
    final AtomicInteger gets = new AtomicInteger();
    private final CountDownLatch connect = new CountDownLatch(1);

    HostileServer(Script script) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                try (InputStream body = exchange.getRequestBody()) {
                    if (new String(body.readAllBytes(), StandardCharsets.UTF_8).startsWith("40")) {
                        connect.countDown();
                    }
                }
                new Reply(exchange).text(200, "ok");
            } else {
                script.get(gets.getAndIncrement(), new Reply(exchange));
            }
        });
        server.start();
    }

    static String handshake(long pingInterval, long pingTimeout) {
        return "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":" + pingInterval + ",\"pingTimeout\":" + pingTimeout
                + ",\"maxPayload\":1000000}";
    }

    /** Accepts the main namespace and then says nothing more, no ping either. */
    static HostileServer silentAfterHandshake(long pingInterval, long pingTimeout) {
        return new HostileServer((number, reply) -> {
            if (number == 0) {
                reply.text(200, handshake(pingInterval, pingTimeout));
            } else if (number == 1) {
                reply.accept();
            } else {
                reply.hold();
            }
        });
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        held.forEach(HttpExchange::close);
        server.stop(0);
        threads.shutdownNow();
    }

    /** The answer to one GET. */
    final class Reply {
        private final HttpExchange exchange;

        private Reply(HttpExchange exchange) {
            this.exchange = exchange;
        }

        void text(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }

        void redirect(String where) throws IOException {
            exchange.getResponseHeaders().add("Location", where);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        }

        /** Accepts the main namespace once the client has asked to join it. */
        void accept() throws IOException {
            try {
                if (!connect.await(30, TimeUnit.SECONDS)) {
                    throw new IOException("the client sent no CONNECT");
                }
            } catch (InterruptedException interrupted) {
                throw new InterruptedIOException();
            }
            text(200, "40{\"sid\":\"x\"}");
        }

        /** Sends a body until the client has had enough. */
        void endless(String prefix) throws IOException {
            exchange.sendResponseHeaders(200, 0);
            byte[] junk = new byte[1 << 16];
            Arrays.fill(junk, (byte) 'x');
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(prefix.getBytes(StandardCharsets.UTF_8));
                while (!Thread.currentThread().isInterrupted()) {
                    out.write(junk);
                }
            }
        }

        /** Does not answer. */
        void hold() {
            held.add(exchange);
        }
    }
}
