package io.jettio.client.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One Engine.IO session over polling: each body that is posted comes back with the pending poll. */
final class PollingPeer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    // Guarded by "this".
    private HttpExchange poll;
    private String waiting = "";
    private boolean closed;

    PollingPeer() throws IOException {
        this(null);
    }

    /** Over TLS, unless {@code tls} is null. */
    PollingPeer(HttpsConfigurator tls) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls == null) {
            server = HttpServer.create(address, 0);
        } else {
            HttpsServer https = HttpsServer.create(address, 0);
            https.setHttpsConfigurator(tls);
            server = https;
        }
        server.setExecutor(threads);
        server.createContext("/engine.io/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create((server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort());
    }

    synchronized boolean closed() {
        return closed;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            try (InputStream in = exchange.getRequestBody()) {
                String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                closed |= body.equals("1");
                waiting += (waiting.isEmpty() ? "" : "\u001e") + body;
            }
            answer(exchange, "ok");
        } else if (!exchange.getRequestURI().getQuery().contains("sid=")) {
            answer(
                    exchange,
                    "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,"
                            + "\"maxPayload\":1000000}");
        } else {
            poll = exchange;
        }
        if (poll != null && !waiting.isEmpty() && !closed) {
            HttpExchange due = poll;
            String body = waiting;
            poll = null;
            waiting = "";
            answer(due, body);
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
