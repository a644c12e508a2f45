package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.Cors;
import io.jettio.server.engine.EngineCookie;
import io.jettio.server.engine.EngineOptionsBuilder;
import io.jettio.server.engine.EngineRequest;
import io.jettio.server.engine.EngineTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an application's hook throws: its request is answered, the log tells of it, and nobody else notices. */
class FailingHookTest {
    private static final String BREAK = "X-Break: 1";
    private static final String ORIGIN = "https://break.example";

    @RegisterExtension
    final LogWatch log = new LogWatch();

    /** Each hook, what breaks in it, and the answer over polling. */
    private enum Hook {
        CORS("the CORS policy failed", 403),
        ALLOW_REQUEST("the check of handshakes failed", 403),
        ALLOW_REQUEST_ASYNC("the check of handshakes failed", 403),
        MIDDLEWARE("an engine middleware failed", 400),
        INITIAL_HEADERS("a header hook failed", 200),
        HEADERS("a header hook failed", 200),
        GENERATE_ID("generateId failed", 400);

        private final String logged;
        private final int status;

        Hook(String logged, int status) {
            this.logged = logged;
            this.status = status;
        }

        void configure(EngineOptionsBuilder<?> o, Throwable thrown) {
            switch (this) {
                case CORS -> o.cors(Cors.accepting(origin -> breaks(origin.equals(ORIGIN), thrown)));
                case ALLOW_REQUEST -> o.allowRequest(request -> !breaks(request, thrown));
                case ALLOW_REQUEST_ASYNC ->
                    o.allowRequestAsync(request -> request.header("x-break") == null
                            ? CompletableFuture.completedFuture(true)
                            : CompletableFuture.failedFuture(thrown));
                case MIDDLEWARE ->
                    o.middleware(exchange -> {
                        breaks(exchange.request(), thrown);
                        exchange.next();
                    });
                case INITIAL_HEADERS -> o.initialHeaders((headers, request) -> breaks(request, thrown));
                case HEADERS -> o.headers((headers, request) -> breaks(request, thrown));
                case GENERATE_ID ->
                    o.generateId(request -> {
                        breaks(request, thrown);
                        return Long.toHexString(System.nanoTime()) + "0123456789abcdef";
                    });
            }
        }

        private static boolean breaks(EngineRequest request, Throwable thrown) {
            return breaks(request.header("x-break") != null, thrown);
        }

        private static boolean breaks(boolean now, Throwable thrown) {
            if (now && thrown instanceof Error error) {
                throw error;
            } else if (now) {
                throw (RuntimeException) thrown;
            }
            return false;
        }
    }

    private static List<Arguments> everyHook() {
        List<Arguments> all = new ArrayList<>();
        for (Hook hook : Hook.values()) {
            for (EngineTransport transport : EngineTransport.values()) {
                all.add(Arguments.of(hook, transport, new IllegalStateException("broken")));
                all.add(Arguments.of(hook, transport, new StackOverflowError("broken")));
                all.add(Arguments.of(hook, transport, new NoClassDefFoundError("broken")));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("everyHook")
    void aHookThatThrowsEndsItsRequestOnly(Hook hook, EngineTransport transport, Throwable thrown) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> hook.configure(o, thrown))) {
            Answer answer = jetty.handshake(transport, hook == Hook.CORS ? "Origin: " + ORIGIN : BREAK);

            assertThat(answer.status())
                    .isEqualTo(hook.status == 200 && transport == EngineTransport.WEBSOCKET ? 101 : hook.status);
            if (hook.status != 200) {
                assertThat(answer.body()).startsWith("{\"code\":");
            }
            log.awaitError(hook.logged, "broken");
            jetty.openPolling();
            jetty.openWebSocket();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aListenerOfConnectionErrorsThatThrowsLeavesTheAnswerAsItIs(EngineTransport transport) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.allowRequest(request -> request.header("x-break") == null)
                .connectionErrors(error -> {
                    throw new NoClassDefFoundError("broken");
                }))) {
            assertThat(jetty.handshake(transport, BREAK).status()).isEqualTo(403);
            log.awaitError("the listener of connection errors failed", "broken");
            jetty.openWebSocket();
        }
    }

    @Test
    void theAnswersOfMiddlewaresAndToQueriesThatCannotBeReadHaveTheHeadersOfEveryAnswer() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.middleware(exchange -> {
                    if (exchange.request().header("x-break") != null) {
                        throw new IllegalStateException("broken");
                    } else if (exchange.request().header("x-answer") != null) {
                        exchange.answer(418, "short and stout");
                    } else {
                        exchange.next();
                    }
                })
                .headers((headers, request) -> headers.set("X-Every", "1")))) {
            assertThat(jetty.request("GET", EngineOnJetty.POLLING, "X-Answer: 1"))
                    .satisfies(answer -> assertThat(answer.status()).isEqualTo(418))
                    .satisfies(answer -> assertThat(answer.header("X-Every")).isEqualTo("1"));
            assertThat(jetty.request("GET", "/engine.io/?EIO=%zz"))
                    .satisfies(answer -> assertThat(answer.status()).isEqualTo(400))
                    .satisfies(answer -> assertThat(answer.header("X-Every")).isEqualTo("1"));
            assertThat(jetty.request("GET", EngineOnJetty.POLLING, BREAK).header("X-Every"))
                    .isEqualTo("1");
            log.awaitError("an engine middleware failed");
        }
    }

    @Test
    void aHookMayReplaceAHeaderOfCors() {
        Cors cors = Cors.origins("https://app.example").withCredentials();
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cors(cors)
                .headers((headers, request) ->
                        headers.set("Access-Control-Allow-Credentials", "false").set("Access-Control-Max-Age", "5")))) {
            Answer answer = jetty.request("OPTIONS", EngineOnJetty.POLLING, "Origin: https://app.example");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("false");
            assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("5");
        }
    }

    @Test
    void aWebSocketHandshakeThatCannotBeDoneGetsNoSessionCookie() {
        try (EngineOnJetty jetty =
                new EngineOnJetty(o -> o.cookie(EngineCookie.named("io")).perAddress(1, 0))) {
            Answer answer = jetty.peer()
                    .send("GET " + EngineOnJetty.WEBSOCKET + " HTTP/1.1\nHost: localhost:3000\n"
                            + "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n\n")
                    .answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            assertThat(answer.all("Set-Cookie")).isEmpty();
            jetty.openPolling();
        }
    }
}
