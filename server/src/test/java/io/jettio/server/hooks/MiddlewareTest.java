package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jettio.server.engine.EngineMiddleware;
import io.jettio.server.engine.EngineTransport;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Middlewares: their order, and what each may do with a request. */
class MiddlewareTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    @ParameterizedTest
    @EnumSource
    @Tag("feature:1.31")
    void middlewaresRunInTheirOrderOnHandlerThreadsAndSetHeaders(EngineTransport transport) {
        List<String> order = new CopyOnWriteArrayList<>();
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.middleware(exchange -> {
                    order.add("first " + Threads.forHandlers());
                    exchange.headers().set("X-First", "1");
                    exchange.next();
                })
                .middleware(exchange -> {
                    order.add("second " + Threads.forHandlers());
                    exchange.headers().set("X-Second", "2");
                    exchange.next();
                }))) {
            Answer answer = jetty.handshake(transport);
            assertThat(answer.header("X-First")).isEqualTo("1");
            assertThat(answer.header("X-Second")).isEqualTo("2");
            assertThat(order).containsExactly("first true", "second true");
        }
    }

    @Test
    void everyRequestPassesThem() {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.middleware(exchange -> {
            seen.add(exchange.request().method() + " " + exchange.request().query("transport"));
            exchange.next();
        }))) {
            String sid = jetty.openPolling();
            jetty.post(sid, "4a");
            jetty.peer().webSocket(EngineOnJetty.WEBSOCKET + "&sid=" + sid).answer();
            jetty.request("GET", "/engine.io/?EIO=4&transport=pigeon");
            assertThat(seen).containsExactly("GET polling", "POST polling", "GET websocket", "GET pigeon");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMiddlewareThatAnswersKeepsTheRequestFromTheEngine(EngineTransport transport) {
        List<String> order = new CopyOnWriteArrayList<>();
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.middleware(exchange -> {
                    exchange.headers().set("X-Why", "closed");
                    exchange.answer(451, "not h\u00e9re");
                })
                .middleware(exchange -> order.add("second")))) {
            Answer answer = jetty.handshake(transport);
            assertThat(answer.status()).isEqualTo(451);
            assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/plain; charset=UTF-8");
            assertThat(answer.header("X-Why")).isEqualTo("closed");
            assertThat(answer.body()).isEqualTo("not h\u00e9re");
            assertThat(order).isEmpty();
            assertThat(jetty.engine().connections()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMiddlewareThatThrowsIsABadRequest(EngineTransport transport) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.middleware(exchange -> {
            throw new IllegalStateException("broken middleware");
        }))) {
            Answer answer = jetty.handshake(transport);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            log.awaitError("an engine middleware failed", "broken middleware");
        }
    }

    @Test
    void whatAMiddlewareThrowsAfterItsDecisionIsOnlyLogged() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.middleware(exchange -> {
            exchange.next();
            throw new IllegalStateException("too late");
        }))) {
            jetty.openPolling();
            log.awaitError("an engine middleware failed", "too late");
        }
    }

    @Test
    void onlyTheFirstDecisionCounts() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.middleware(exchange -> {
            exchange.answer(200, "mine");
            exchange.next();
            exchange.answer(500, "again");
        }))) {
            assertThat(jetty.handshake(EngineTransport.WEBSOCKET).body()).isEqualTo("mine");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMiddlewareMayDecideLaterFromAnyThread(EngineTransport transport) throws InterruptedException {
        BlockingQueue<EngineMiddleware.Exchange> waiting = new LinkedBlockingQueue<>();
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.middleware(waiting::add))) {
            RawPeer peer = transport == EngineTransport.POLLING
                    ? jetty.peer().request("GET", EngineOnJetty.POLLING)
                    : jetty.peer().webSocket(EngineOnJetty.WEBSOCKET);
            EngineMiddleware.Exchange exchange = waiting.poll(20, TimeUnit.SECONDS);
            assertThat(jetty.engine().connections()).isZero();
            exchange.next();
            Answer answer = peer.answer();
            assertThat(answer.status()).isEqualTo(transport == EngineTransport.POLLING ? 200 : 101);
            if (transport == EngineTransport.POLLING) {
                RawPeer closing = jetty.peer().post(EngineOnJetty.POLLING + "&sid=" + answer.sid(), "1");
                waiting.poll(20, TimeUnit.SECONDS).next();
                assertThat(closing.answer().body()).isEqualTo("ok");
            }
        }
    }

    @Test
    void anAnswerHasAFinalStatus() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.middleware(exchange -> {
            assertThatIllegalArgumentException().isThrownBy(() -> exchange.answer(101, ""));
            assertThatIllegalArgumentException().isThrownBy(() -> exchange.answer(600, ""));
            exchange.answer(204, "");
        }))) {
            assertThat(jetty.handshake(EngineTransport.POLLING).status()).isEqualTo(204);
        }
    }
}
