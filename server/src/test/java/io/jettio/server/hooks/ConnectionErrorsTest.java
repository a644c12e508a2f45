package io.jettio.server.hooks;

import static io.jettio.server.engine.ConnectionError.Context.BAD_QUERY;
import static io.jettio.server.engine.ConnectionError.Context.INVALID_ORIGIN;
import static io.jettio.server.engine.ConnectionError.Context.MIDDLEWARE_FAILURE;
import static io.jettio.server.engine.ConnectionError.Context.NONE;
import static io.jettio.server.engine.ConnectionError.Context.NOT_ALLOWED;
import static io.jettio.server.engine.ConnectionError.Context.OVERLAP;
import static io.jettio.server.engine.ConnectionError.Context.TOO_MANY;
import static io.jettio.server.engine.ConnectionError.Context.TRANSPORT_HANDSHAKE_ERROR;
import static io.jettio.server.engine.ConnectionError.Context.TRANSPORT_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.ConnectionError;
import io.jettio.server.engine.ConnectionError.Context;
import io.jettio.server.engine.EngineErrorCode;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.engine.RequestRefused;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code connectionErrors}: each kind of refusal is told with what the client was told, and more. */
class ConnectionErrorsTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final BlockingQueue<ConnectionError> errors = new LinkedBlockingQueue<>();

    private EngineOnJetty jetty(Consumer<EngineServerOptions.Builder> options) {
        return new EngineOnJetty(o -> {
            o.connectionErrors(errors::add);
            options.accept(o);
        });
    }

    private void told(EngineErrorCode code, String message, Context context) throws InterruptedException {
        ConnectionError error = errors.poll(20, TimeUnit.SECONDS);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message()).isEqualTo(message);
        assertThat(error.context()).isEqualTo(context);
        assertThat(error.request().address()).isEqualTo("127.0.0.1");
    }

    @Test
    @Tag("feature:1.34")
    void whatTheQueryGetsWrongIsTold() throws InterruptedException {
        try (EngineOnJetty jetty = jetty(o -> {})) {
            jetty.request("GET", "/engine.io/?EIO=4&transport=pigeon");
            told(EngineErrorCode.UNKNOWN_TRANSPORT, "Transport unknown", NONE);
            jetty.request("GET", "/engine.io/?transport=polling");
            told(EngineErrorCode.UNSUPPORTED_PROTOCOL_VERSION, "Unsupported protocol version", NONE);
            jetty.request("POST", EngineOnJetty.POLLING, "Content-Length: 0");
            told(EngineErrorCode.BAD_HANDSHAKE_METHOD, "Bad handshake method", NONE);
            jetty.request("GET", EngineOnJetty.POLLING + "&sid=none");
            told(EngineErrorCode.UNKNOWN_SID, "Session ID unknown", NONE);
            jetty.request("GET", EngineOnJetty.WEBSOCKET);
            told(EngineErrorCode.BAD_REQUEST, "Bad request", TRANSPORT_MISMATCH);
            jetty.peer().webSocket(EngineOnJetty.POLLING).answer();
            told(EngineErrorCode.BAD_REQUEST, "Bad request", TRANSPORT_MISMATCH);
        }
    }

    @Test
    void aQueryThatCannotBeDecodedIsTold() throws InterruptedException {
        try (EngineOnJetty jetty = jetty(o -> {})) {
            Answer answer = jetty.request("GET", "/engine.io/?EIO=4&transport=%zz");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            told(EngineErrorCode.BAD_REQUEST, "Bad request", BAD_QUERY);
        }
    }

    @Test
    @Tag("feature:1.36")
    void aForeignOriginIsTold() throws InterruptedException {
        try (EngineOnJetty jetty = jetty(o -> {})) {
            jetty.handshake(EngineTransport.POLLING, "Origin: https://evil.example");
            told(EngineErrorCode.FORBIDDEN, "Forbidden", INVALID_ORIGIN);
        }
    }

    @Test
    void theMessageOfARefusalIsTold() throws InterruptedException {
        try (EngineOnJetty jetty = jetty(o -> o.allowRequest(request -> {
            throw new RequestRefused("no token");
        }))) {
            jetty.handshake(EngineTransport.WEBSOCKET, "X-Trace: 7");
            ConnectionError error = errors.poll(20, TimeUnit.SECONDS);
            assertThat(error.message()).isEqualTo("no token");
            assertThat(error.context()).isEqualTo(NOT_ALLOWED);
            assertThat(error.request().header("x-trace")).isEqualTo("7");
            assertThat(error.request().url()).isEqualTo(EngineOnJetty.WEBSOCKET);
        }
    }

    @Test
    @Tag("feature:1.36")
    void aFailingMiddlewareIsTold() throws InterruptedException {
        try (EngineOnJetty jetty = jetty(o -> o.middleware(exchange -> {
            throw new IllegalStateException("broken middleware");
        }))) {
            jetty.handshake(EngineTransport.POLLING);
            told(EngineErrorCode.BAD_REQUEST, "Bad request", MIDDLEWARE_FAILURE);
            log.awaitError("an engine middleware failed");
        }
    }

    @Test
    @Tag("feature:1.36")
    void aWebSocketHandshakeThatCannotBeDoneIsTold() throws InterruptedException {
        try (EngineOnJetty jetty = jetty(o -> {})) {
            Answer answer = jetty.peer()
                    .send("GET " + EngineOnJetty.WEBSOCKET + " HTTP/1.1\nHost: localhost:3000\n"
                            + "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n\n")
                    .answer();
            assertThat(answer.status()).isEqualTo(400);
            told(EngineErrorCode.BAD_REQUEST, "Bad request", TRANSPORT_HANDSHAKE_ERROR);
        }
    }

    @Test
    void aSecondPollAtOnceIsTold() throws InterruptedException {
        try (EngineOnJetty jetty = jetty(o -> {})) {
            String sid = jetty.openPolling();
            String target = EngineOnJetty.POLLING + "&sid=" + sid;
            RawPeer first = jetty.peer().request("GET", target);
            RawPeer second = jetty.peer().request("GET", target);
            told(EngineErrorCode.BAD_REQUEST, "Bad request", OVERLAP);
            assertThat(first.answer().status() + second.answer().status()).isEqualTo(200 + 400);
        }
    }

    @Test
    void anAddressWithTooManyConnectionsIsTold() throws InterruptedException {
        try (EngineOnJetty jetty = jetty(o -> o.perAddress(1, 0))) {
            jetty.openPolling();
            jetty.handshake(EngineTransport.POLLING);
            told(EngineErrorCode.FORBIDDEN, "Too many requests", TOO_MANY);
        }
    }

    @Test
    void itIsToldOnAHandlerThread() throws InterruptedException {
        BlockingQueue<Boolean> onHandlerThread = new LinkedBlockingQueue<>();
        try (EngineOnJetty jetty =
                new EngineOnJetty(o -> o.connectionErrors(error -> onHandlerThread.add(Threads.forHandlers())))) {
            jetty.request("GET", "/engine.io/");
            assertThat(onHandlerThread.poll(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aListenerThatThrowsIsLoggedAndTheAnswerStands() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.connectionErrors(error -> {
            throw new IllegalStateException("broken listener");
        }))) {
            assertThat(jetty.request("GET", "/engine.io/").body())
                    .isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
            log.awaitError("broken listener");
        }
    }
}
