package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.EngineTransport;
import io.jettio.server.engine.RequestRefused;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code allowRequest}: who judges a handshake, on which thread, and what the client is told. */
class RequestCheckTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    @ParameterizedTest
    @EnumSource
    void anAllowedHandshakeOpensASession(EngineTransport transport) {
        try (EngineOnJetty jetty =
                new EngineOnJetty(o -> o.allowRequest(request -> "yes".equals(request.header("X-Token"))))) {
            assertThat(jetty.handshake(transport, "X-Token: yes").status())
                    .isEqualTo(transport == EngineTransport.POLLING ? 200 : 101);
            EngineOnJetty.eventually(
                    () -> assertThat(jetty.engine().connections()).isEqualTo(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:1.30")
    void aRefusedHandshakeIsForbiddenAndOpensNothing(EngineTransport transport) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.allowRequest(request -> false))) {
            Answer answer = jetty.handshake(transport);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
            assertThat(jetty.engine().connections()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClientReadsTheMessageOfARefusal(EngineTransport transport) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.allowRequest(request -> {
            throw new RequestRefused("say \"please\"\n\u00e9");
        }))) {
            Answer answer = jetty.handshake(transport);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo("{\"code\":4,\"message\":\"say \\\"please\\\"\\n\u00e9\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCheckThatThrowsRefusesAndItsReasonIsLoggedOnly(EngineTransport transport) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.allowRequest(request -> {
            throw new IllegalStateException("database down");
        }))) {
            Answer answer = jetty.handshake(transport);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
            log.awaitError("the check of handshakes failed", "database down");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCheckRunsOnAHandlerThread(EngineTransport transport) {
        BlockingQueue<Boolean> onHandlerThread = new LinkedBlockingQueue<>();
        try (EngineOnJetty jetty =
                new EngineOnJetty(o -> o.allowRequest(request -> onHandlerThread.add(Threads.forHandlers())))) {
            jetty.handshake(transport);
            assertThat(onHandlerThread).containsExactly(true);
        }
    }

    @Test
    void onlyHandshakesAreJudged() {
        AtomicInteger judged = new AtomicInteger();
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.allowRequest(request -> judged.incrementAndGet() > 0))) {
            String sid = jetty.openPolling();
            assertThat(jetty.post(sid, "4hello").body()).isEqualTo("ok");
            assertThat(judged).hasValue(1);
        }
    }

    @Test
    void anUnacceptableHandshakeIsNotJudged() {
        AtomicInteger judged = new AtomicInteger();
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.allowRequest(request -> judged.incrementAndGet() > 0))) {
            assertThat(jetty.request("GET", "/engine.io/?EIO=9&transport=polling")
                            .body())
                    .isEqualTo("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
            assertThat(judged).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:1.30")
    void anAsyncCheckHoldsTheAnswerUntilItIsDone(EngineTransport transport) throws InterruptedException {
        BlockingQueue<CompletableFuture<Boolean>> checks = new LinkedBlockingQueue<>();
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.allowRequestAsync(request -> {
            CompletableFuture<Boolean> check = new CompletableFuture<>();
            checks.add(check);
            return check;
        }))) {
            RawPeer peer = transport == EngineTransport.POLLING
                    ? jetty.peer().request("GET", EngineOnJetty.POLLING)
                    : jetty.peer().webSocket(EngineOnJetty.WEBSOCKET);
            CompletableFuture<Boolean> check = checks.poll(20, TimeUnit.SECONDS);
            assertThat(jetty.engine().connections()).isZero();
            check.complete(true);
            Answer answer = peer.answer();
            assertThat(answer.status()).isEqualTo(transport == EngineTransport.POLLING ? 200 : 101);
            if (transport == EngineTransport.POLLING) {
                jetty.post(answer.sid(), "1");
            }
        }
    }

    @Test
    void anAsyncCheckRefusesByItsFailure() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.allowRequestAsync(
                request -> CompletableFuture.failedFuture(new CompletionException(new RequestRefused("not you")))))) {
            assertThat(jetty.handshake(EngineTransport.POLLING).body())
                    .isEqualTo("{\"code\":4,\"message\":\"not you\"}");
        }
    }

    @Test
    void anAsyncCheckThatGivesNothingRefuses() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.allowRequestAsync(request -> null))) {
            assertThat(jetty.handshake(EngineTransport.POLLING).status()).isEqualTo(403);
            log.awaitError("the check of handshakes failed");
        }
        try (EngineOnJetty jetty =
                new EngineOnJetty(o -> o.allowRequestAsync(request -> CompletableFuture.completedFuture(null)))) {
            assertThat(jetty.handshake(EngineTransport.POLLING).status()).isEqualTo(403);
        }
    }
}
