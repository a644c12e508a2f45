package io.jettio.server.internal.engine;

import io.jettio.common.run.HandlerThreads;
import io.jettio.protocol.Frame;
import io.jettio.server.engine.ClientBundle;
import io.jettio.server.engine.ResponseHeaders;
import io.jettio.server.internal.Loggers;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the files of the JavaScript client: with an entity tag, so that a browser asks for a file but once, and
 * compressed where the client takes it. Each file is read when it is first asked for and kept in memory, as long as all
 * together stay below {@link #MAX_KEPT_BYTES}. Thread-safe.
 */
final class ClientFiles {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.ENGINE);

    /** A file above this size is none of the client's. */
    private static final int MAX_FILE_BYTES = 4 << 20;

    private static final long MAX_KEPT_BYTES = 16L << 20;

    private final ClientBundle bundle;
    private final ResponseCompression compression;
    private final HandlerThreads threads;
    private final Map<String, ClientFile> kept = new ConcurrentHashMap<>();
    private final AtomicLong keptBytes = new AtomicLong();

    ClientFiles(ClientBundle bundle, ResponseCompression compression, HandlerThreads threads) {
        this.bundle = bundle;
        this.compression = compression;
        this.threads = threads;
    }

    /** One file: its bytes, its tag without quotes, and its gzip form where it has one. */
    private record ClientFile(Frame plain, @Nullable Frame gzip, String tag) {
        long bytes() {
            return plain.size() + (gzip == null ? 0L : gzip.size());
        }
    }

    boolean has(String name) {
        return ClientBundle.fileNames().contains(name);
    }

    /** Answers a request for a file; reading it may block, which only a handler thread does. */
    void serve(Exchange exchange, String name) {
        String method = exchange.method();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            ResponseHeaders headers = new ResponseHeaders().set("Allow", "GET, HEAD");
            exchange.respond(405, "", Frame.empty(), headers, written -> {});
            return;
        }
        ClientFile known = kept.get(name);
        if (known != null) {
            answer(exchange, name, known);
        } else {
            threads.execute(() -> load(exchange, name));
        }
    }

    private void load(Exchange exchange, String name) {
        ClientFile file = null;
        try {
            file = read(name);
        } catch (IOException | RuntimeException | Error e) { // the bundle may be the application's
            LOG.error("cannot read the client's file {} from {}", name, bundle, e);
        }
        if (file == null) {
            exchange.respond(404, "text/plain", Frame.text("Not found"), written -> {});
            return;
        }
        if (keptBytes.addAndGet(file.bytes()) > MAX_KEPT_BYTES || kept.putIfAbsent(name, file) != null) {
            keptBytes.addAndGet(-file.bytes());
        }
        answer(exchange, name, file);
    }

    private @Nullable ClientFile read(String name) throws IOException {
        byte[] content;
        try (InputStream in = bundle.open(name)) {
            if (in == null) {
                return null;
            }
            content = in.readNBytes(MAX_FILE_BYTES + 1);
        }
        if (content.length > MAX_FILE_BYTES) {
            throw new IOException("a file over " + MAX_FILE_BYTES + " bytes");
        }
        Frame plain = Frame.binary(content);
        byte[] gzip = compression.applies(content.length)
                ? ResponseCompression.encode(plain, ResponseCompression.Coding.GZIP)
                : null;
        return new ClientFile(plain, gzip == null ? null : Frame.binary(gzip), tag(content));
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void answer(Exchange exchange, String name, ClientFile file) {
        Frame gzip = file.gzip();
        boolean coded = gzip != null
                && ResponseCompression.accepted(exchange.header("accept-encoding")) == ResponseCompression.Coding.GZIP;
        ResponseHeaders headers = new ResponseHeaders()
                .set("Cache-Control", "public, max-age=0")
                .set("ETag", '"' + file.tag() + (coded ? "-gzip\"" : "\""))
                .set("X-Content-Type-Options", "nosniff");
        if (gzip != null) {
            headers.add("Vary", "Accept-Encoding");
        }
        if (isKnown(exchange.header("if-none-match"), file.tag())) {
            exchange.respond(304, "", Frame.empty(), headers, written -> {});
            return;
        }
        Frame body = file.plain();
        if (gzip != null && coded) {
            headers.set("Content-Encoding", "gzip");
            body = gzip;
        }
        String type = name.endsWith(".map") ? "application/json" : "application/javascript";
        exchange.respond(200, type + "; charset=utf-8", body, headers, written -> {});
    }

    /** Whether a client has the file, in whatever coding (RFC 9110, 13.1.2). */
    private static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        return ifNoneMatch.trim().equals("*")
                || Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::trim)
                        .map(entry -> entry.startsWith("W/") ? entry.substring(2) : entry)
                        .anyMatch(entry -> entry.equals('"' + tag + '"') || entry.equals('"' + tag + "-gzip\""));
    }
}
