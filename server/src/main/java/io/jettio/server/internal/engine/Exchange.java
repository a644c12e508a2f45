package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.server.engine.ConnectionError;
import io.jettio.server.engine.EngineErrorCode;
import io.jettio.server.engine.EngineRequest;
import io.jettio.server.engine.ResponseHeaders;
import io.jettio.server.internal.engine.HttpExchange.HttpAnswer;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request inside the engine: what the carrier brought, with the query read, the client's end found out, and the
 * headers that hooks gave its answer. Passed from thread to thread with the request; used by one at a time.
 */
final class Exchange {
    private final EngineCore core;
    private final HttpExchange http;
    private final Query query;
    private final ClientEnd client;
    private @Nullable ResponseHeaders hooked;
    private @Nullable EngineRequest request;
    private @Nullable Boolean foreign;
    private @Nullable String cookie;
    private boolean counted;
    private boolean answered;

    Exchange(EngineCore core, HttpExchange http, Query query) {
        this.core = core;
        this.http = http;
        this.query = query;
        this.client = ClientEnd.of(http, core.proxies());
    }

    HttpExchange http() {
        return http;
    }

    Query query() {
        return query;
    }

    ClientEnd client() {
        return client;
    }

    String method() {
        return http.method();
    }

    @Nullable
    String header(String name) {
        return http.header(name);
    }

    /** The request as applications see it; made when somebody asks. */
    EngineRequest request() {
        EngineRequest known = request;
        if (known == null) {
            String raw = http.rawQuery();
            known = new EngineRequest(
                    Instant.now(),
                    http.method(),
                    client.address(),
                    client.secure(),
                    raw == null ? http.path() : http.path() + "?" + raw,
                    query.toMap(),
                    http.headers());
            request = known;
        }
        return known;
    }

    /** Headers that the answer will carry whoever gives it, also a 101. */
    ResponseHeaders hooked() {
        ResponseHeaders known = hooked;
        if (known == null) {
            known = new ResponseHeaders();
            hooked = known;
        }
        return known;
    }

    /** Replaces those headers. */
    void hooked(ResponseHeaders headers) {
        hooked = headers;
    }

    /** Whether an answer lets scripts of the request's origin read it; the policy is asked once. */
    private boolean allowsForeign() {
        Boolean known = foreign;
        if (known == null) {
            known = core.origins().allowsForeign(header("origin"));
            foreign = known;
        }
        return known;
    }

    // ---------------------------------------------------------------- what the handshake takes

    /** Counts the handshake for its address; whether it may go on. Given back where it is not answered by a session. */
    boolean count() {
        counted = core.addresses().opened(client.address());
        return counted;
    }

    /** The session has it now, and gives it back when it ends. */
    void opened() {
        counted = false;
    }

    /** The cookie of a session that this opens; no other answer carries it. */
    void cookie(@Nullable String header) {
        cookie = header;
    }

    private void nothingOpened() {
        cookie = null;
        if (counted) {
            counted = false;
            core.addresses().closed(client.address());
        }
    }

    // ---------------------------------------------------------------- answering

    /** Answers with the headers that every answer carries. */
    void respond(int status, String contentType, Frame body, ResponseHeaders own, Consumer<Boolean> done) {
        ResponseHeaders headers = complete(own);
        if (headers.get("Cache-Control") == null) {
            headers.set("Cache-Control", "no-store");
        }
        answered = true;
        http.respond(new HttpAnswer(status, contentType, body, headers), done);
    }

    void respond(int status, String contentType, Frame body, Consumer<Boolean> done) {
        respond(status, contentType, body, new ResponseHeaders(), done);
    }

    /** Answers a preflight (Fetch standard, 3.2.2). */
    void respondToPreflight() {
        ResponseHeaders headers = new ResponseHeaders();
        if (allowsForeign()) {
            core.origins().writePreflight(header("access-control-request-headers"), headers);
        }
        respond(204, "", Frame.empty(), headers, written -> {});
    }

    /** A body as the client takes it: compressed where that is on, worth it and accepted. */
    Frame compressed(Frame body, ResponseHeaders headers) {
        return core.compression().encode(body, header("accept-encoding"), headers);
    }

    /** How the request wants to be answered as a script, or null where it does not, or may not. */
    @Nullable
    Jsonp jsonp() {
        return core.options().jsonp() ? Jsonp.asked(query) : null;
    }

    /** Becomes a WebSocket; whether the handshake is under way. Where it cannot be done it was answered so. */
    boolean upgrade(WebSocketHandler handler) {
        answered = true;
        boolean begun = http.upgrade(complete(new ResponseHeaders()), handler);
        if (!begun) {
            refuse(EngineErrorCode.BAD_REQUEST, ConnectionError.Context.TRANSPORT_HANDSHAKE_ERROR);
        }
        return begun;
    }

    /** The engine's own headers with CORS's and those of hooks, which may replace CORS's but none of the engine's. */
    private ResponseHeaders complete(ResponseHeaders own) {
        ResponseHeaders headers = new ResponseHeaders();
        String origin = header("origin");
        if (origin != null && allowsForeign()) {
            core.origins().write(origin, headers);
        }
        headers.addAll(own);
        if (hooked != null) {
            hooked.toMap().forEach((name, values) -> {
                if (name.regionMatches(true, 0, "Access-Control-", 0, 15)) {
                    headers.remove(name);
                }
                if (!name.equalsIgnoreCase("Cache-Control")) {
                    values.forEach(value -> headers.add(name, value));
                }
            });
        }
        if (cookie != null) {
            headers.add("Set-Cookie", cookie);
        }
        return headers;
    }

    /** Refuses a handshake of an address that has too many. */
    void tooMany() {
        unavailable(429, "Too many requests", ConnectionError.Context.TOO_MANY);
    }

    /** Refuses a handshake since the server drains, or is closed. */
    void shuttingDown() {
        unavailable(503, "Service unavailable", ConnectionError.Context.SHUTTING_DOWN);
    }

    private void unavailable(int status, String message, ConnectionError.Context context) {
        core.log().debug("refused a handshake from {}: {}", client.address(), context);
        nothingOpened();
        ResponseHeaders headers = new ResponseHeaders().set("Retry-After", "5");
        respond(status, "text/plain", Frame.text(message), headers, written -> {});
        core.refused(this, EngineErrorCode.FORBIDDEN, message, context);
    }

    /** Refuses the request with the protocol's error body. */
    void refuse(EngineErrorCode code, ConnectionError.Context context) {
        refuse(code, code.message(), context);
    }

    /** Refuses the request with a message of the application's. */
    void refuse(EngineErrorCode code, String message, ConnectionError.Context context) {
        core.log().debug("refused a request from {}: {} ({})", client.address(), code, context);
        nothingOpened();
        respond(code.status(), "application/json", Frame.text(code.json(message)), written -> {});
        core.refused(this, code, message, context);
    }

    /** Something of ours failed: whatever it was, the request gets an answer. */
    void failed(Throwable defect) {
        core.log().error("a request could not be handled", defect);
        if (!answered) {
            refuse(EngineErrorCode.BAD_REQUEST, ConnectionError.Context.NONE);
        }
    }
}
