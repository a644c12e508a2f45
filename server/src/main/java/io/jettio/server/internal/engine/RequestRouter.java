package io.jettio.server.internal.engine;

import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.server.engine.ConnectionError.Context;
import io.jettio.server.engine.EngineErrorCode;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineTransport;
import org.jspecify.annotations.Nullable;

/** Judges each request and gives it to the session that it names, or opens one. Stateless. */
final class RequestRouter {
    private final EngineCore core;
    private final EngineServerOptions options;

    RequestRouter(EngineCore core) {
        this.core = core;
        this.options = core.options();
    }

    /** A request that the middlewares let pass. */
    void route(Exchange exchange) {
        String origin = exchange.header("origin");
        if (!core.origins().permits(origin, exchange.client())) {
            exchange.refuse(EngineErrorCode.FORBIDDEN, Context.INVALID_ORIGIN);
            return;
        }
        if (exchange.method().equals("OPTIONS")) {
            exchange.respondToPreflight();
            return;
        }
        EngineTransport transport = transport(exchange.query().get("transport"));
        if (transport == null) {
            exchange.refuse(EngineErrorCode.UNKNOWN_TRANSPORT, Context.NONE);
        } else if (exchange.http().asksForWebSocket() != (transport == EngineTransport.WEBSOCKET)) {
            exchange.refuse(EngineErrorCode.BAD_REQUEST, Context.TRANSPORT_MISMATCH);
        } else if (options.jsonp() && transport == EngineTransport.POLLING && Jsonp.isMalformed(exchange.query())) {
            exchange.refuse(EngineErrorCode.BAD_REQUEST, Context.BAD_QUERY);
        } else {
            String sid = exchange.query().get("sid");
            if (sid != null) {
                inSession(exchange, transport, sid);
            } else {
                handshake(exchange, transport);
            }
        }
    }

    private void inSession(Exchange exchange, EngineTransport transport, String sid) {
        EngineSession session = core.session(sid);
        if (session == null) {
            exchange.refuse(EngineErrorCode.UNKNOWN_SID, Context.NONE);
            return;
        }
        if (version(exchange) != session.version()) {
            exchange.refuse(EngineErrorCode.BAD_REQUEST, Context.TRANSPORT_MISMATCH);
            return;
        }
        if (transport == EngineTransport.WEBSOCKET) {
            upgrade(exchange, session);
            return;
        }
        PollingTransport polling = session.polling();
        if (polling == null) {
            exchange.refuse(EngineErrorCode.BAD_REQUEST, Context.TRANSPORT_MISMATCH);
        } else if (exchange.method().equals("GET")) {
            polling.onPoll(exchange);
        } else if (exchange.method().equals("POST")) {
            polling.onPost(exchange);
        } else {
            exchange.refuse(EngineErrorCode.BAD_REQUEST, Context.NONE);
        }
    }

    private void upgrade(Exchange exchange, EngineSession session) {
        if (!options.allowUpgrades()) {
            exchange.refuse(EngineErrorCode.BAD_REQUEST, Context.TRANSPORT_MISMATCH);
            return;
        }
        Upgrade upgrade = session.upgrades().begin(!exchange.query().has("b64"));
        if (upgrade == null) {
            exchange.upgrade(new RefusedWebSocket());
        } else if (!exchange.upgrade(upgrade)) {
            upgrade.abandon();
        }
    }

    private void handshake(Exchange exchange, EngineTransport transport) {
        EngineVersion version = version(exchange);
        if (!exchange.method().equals("GET")) {
            exchange.refuse(EngineErrorCode.BAD_HANDSHAKE_METHOD, Context.NONE);
        } else if (version == null || (version == EngineVersion.V3 && !options.allowEngineV3())) {
            exchange.refuse(EngineErrorCode.UNSUPPORTED_PROTOCOL_VERSION, Context.NONE);
        } else if (core.isEnding()) {
            exchange.shuttingDown();
        } else if (!exchange.count()) {
            exchange.tooMany(); // before the application's check, which costs more
        } else {
            core.gate().admit(exchange, admitted -> open(admitted, transport, version));
        }
    }

    private void open(Exchange exchange, EngineTransport transport, EngineVersion version) {
        if (core.isEnding()) {
            exchange.shuttingDown(); // since it was judged
            return;
        }
        EngineSession session = core.newSession(version, exchange);
        if (session == null) {
            exchange.refuse(EngineErrorCode.BAD_REQUEST, Context.ID_GENERATION_ERROR);
            return;
        }
        exchange.cookie(options.cookie()
                .map(cookie -> cookie.header(session.id(), exchange.client().secure()))
                .orElse(null));
        if (transport == EngineTransport.WEBSOCKET) {
            if (exchange.upgrade(
                    new WebSocketOpening(core, session, !exchange.query().has("b64")))) {
                exchange.opened();
            }
            return;
        }
        PollingTransport polling = new PollingTransport(session, options);
        polling.hold(exchange);
        exchange.opened();
        if (!core.open(session, polling)) {
            core.addresses().closed(exchange.client().address());
            exchange.refuse(EngineErrorCode.BAD_REQUEST, Context.ID_GENERATION_ERROR);
        }
    }

    private static @Nullable EngineVersion version(Exchange exchange) {
        String eio = exchange.query().get("EIO");
        return "4".equals(eio) ? EngineVersion.V4 : "3".equals(eio) ? EngineVersion.V3 : null;
    }

    private @Nullable EngineTransport transport(@Nullable String name) {
        for (EngineTransport transport : options.transports()) {
            if (transport.wireName().equals(name)) {
                return transport;
            }
        }
        return null;
    }
}
