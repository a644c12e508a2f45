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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request inside the engine: what the carrier brought, with the query read, the client's end found out, and the
 * headers that hooks gave its answer. Passed from thread to thread with the request; used by one at a time.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final EngineCore core;
    private final HttpExchange http;
    private final Query query;
    private final ClientEnd client;
    private @Nullable ResponseHeaders hooked;
    private @Nullable EngineRequest request;

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

    // ---------------------------------------------------------------- answering

    /** Answers with the headers that every answer carries. */
    void respond(int status, String contentType, Frame body, ResponseHeaders own, Consumer<Boolean> done) {
        ResponseHeaders headers = common();
        if (own.get("Cache-Control") == null) {
            headers.set("Cache-Control", "no-store");
        }
        headers.addAll(own);
        http.respond(new HttpAnswer(status, contentType, body, headers), done);
    }

    void respond(int status, String contentType, Frame body, Consumer<Boolean> done) {
        respond(status, contentType, body, new ResponseHeaders(), done);
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

    /** Becomes a WebSocket; whether the handshake is under way. */
    boolean upgrade(WebSocketHandler handler) {
        boolean begun = http.upgrade(common(), handler);
        if (!begun) {
            core.refused(
                    this,
                    EngineErrorCode.BAD_REQUEST,
                    EngineErrorCode.BAD_REQUEST.message(),
                    ConnectionError.Context.TRANSPORT_HANDSHAKE_ERROR);
        }
        return begun;
    }

    private ResponseHeaders common() {
        ResponseHeaders headers = new ResponseHeaders();
        core.origins().write(http.header("origin"), headers);
        if (hooked != null) {
            headers.addAll(hooked);
        }
        return headers;
    }

    /** Refuses a handshake of an address that has too many. */
    void tooMany() {
        LOG.debug("refused a handshake from {}: too many", client.address());
        ResponseHeaders headers = new ResponseHeaders().set("Retry-After", "5");
        respond(429, "text/plain", Frame.text("Too many requests"), headers, written -> {});
        core.refused(this, EngineErrorCode.FORBIDDEN, "Too many requests", ConnectionError.Context.TOO_MANY);
    }

    /** Refuses the request with the protocol's error body. */
    void refuse(EngineErrorCode code, ConnectionError.Context context) {
        refuse(code, code.message(), context);
    }

    /** Refuses the request with a message of the application's. */
    void refuse(EngineErrorCode code, String message, ConnectionError.Context context) {
        LOG.debug("refused a request from {}: {} ({})", client.address(), code, context);
        respond(code.status(), "application/json", Frame.text(code.json(message)), written -> {});
        core.refused(this, code, message, context);
    }
}
