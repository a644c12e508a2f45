package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.ConnectionError;
import io.jettio.server.engine.EngineErrorCode;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.engine.IdGenerator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code generateId}: a good id is the session's, a bad one refuses the handshake. */
class SessionIdTest {
    private static final String REFUSED = "{\"code\":3,\"message\":\"Bad request\"}";

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final BlockingQueue<ConnectionError> errors = new LinkedBlockingQueue<>();

    private EngineOnJetty jetty(IdGenerator generator) {
        return new EngineOnJetty(o -> o.generateId(generator).connectionErrors(errors::add));
    }

    private void assertRefused(Answer answer) throws InterruptedException {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(REFUSED);
        ConnectionError error = errors.poll(20, TimeUnit.SECONDS);
        assertThat(error.code()).isEqualTo(EngineErrorCode.BAD_REQUEST);
        assertThat(error.context()).isEqualTo(ConnectionError.Context.ID_GENERATION_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef", "-_ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
    @Tag("feature:1.38")
    void theGeneratorsIdIsTheSessions(String id) {
        BlockingQueue<Boolean> onHandlerThread = new LinkedBlockingQueue<>();
        try (EngineOnJetty jetty = jetty(request -> {
            onHandlerThread.add(Threads.forHandlers());
            return id;
        })) {
            assertThat(jetty.openPolling()).isEqualTo(id);
            assertThat(onHandlerThread).containsExactly(true);
            assertThat(jetty.socket().id()).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcde",
                "0123456789abcdef ",
                "0123456789abcde/",
                "0123456789abcde\u00e9",
                "a;b=cdefghijklmno"
            })
    void anIdThatIsTooShortOrHasOtherCharactersRefusesTheHandshake(String id) throws InterruptedException {
        try (EngineOnJetty jetty = jetty(request -> id)) {
            assertRefused(jetty.handshake(EngineTransport.POLLING));
            assertRefused(jetty.handshake(EngineTransport.WEBSOCKET));
            log.awaitError("generateId gave an id");
        }
    }

    @Test
    void anIdIsAtMost128CharactersLong() throws InterruptedException {
        try (EngineOnJetty jetty = jetty(request -> "x".repeat(128))) {
            assertThat(jetty.openPolling()).hasSize(128);
        }
        try (EngineOnJetty jetty = jetty(request -> "x".repeat(129))) {
            assertRefused(jetty.handshake(EngineTransport.POLLING));
            log.awaitError("generateId gave an id");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdOfAnOpenSessionRefusesTheHandshake(EngineTransport transport) throws InterruptedException {
        try (EngineOnJetty jetty = jetty(request -> "the-one-and-only")) {
            jetty.openPolling();
            assertRefused(jetty.handshake(transport));
            log.awaitError("generateId gave an id that is in use");
            assertThat(jetty.engine().connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoHandshakesWithOneIdOnlyOneOpens(EngineTransport transport) {
        CyclicBarrier both = new CyclicBarrier(2);
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.perAddress(1_000, 0).generateId(request -> {
            both.await(20, TimeUnit.SECONDS);
            return "twins-have-one-id" + request.query("round");
        }))) {
            for (int round = 0; round < 20; round++) {
                String target = (transport == EngineTransport.POLLING ? EngineOnJetty.POLLING : EngineOnJetty.WEBSOCKET)
                        + "&round=" + round;
                List<RawPeer> peers = List.of(jetty.peer(), jetty.peer());
                for (RawPeer peer : peers) {
                    if (transport == EngineTransport.POLLING) {
                        peer.request("GET", target);
                    } else {
                        peer.webSocket(target);
                    }
                }
                long opened = peers.stream()
                        .filter(peer -> opens(peer.answer(), peer))
                        .count();
                assertThat(opened).isEqualTo(1);
                peers.forEach(RawPeer::close);
                if (transport == EngineTransport.POLLING) {
                    jetty.post("twins-have-one-id" + round, "1");
                }
            }
            log.awaitError("generateId gave an id");
        }
    }

    private static boolean opens(Answer answer, RawPeer peer) {
        if (answer.status() == 400) {
            assertThat(answer.body()).isEqualTo(REFUSED);
            return false;
        }
        return answer.status() == 200 || peer.readText() != null;
    }

    @Test
    void aGeneratorThatThrowsOrGivesNothingRefusesTheHandshake() throws InterruptedException {
        try (EngineOnJetty jetty = jetty(request -> {
            throw new IllegalStateException("no entropy");
        })) {
            assertRefused(jetty.handshake(EngineTransport.POLLING));
            log.awaitError("generateId failed", "no entropy");
        }
        try (EngineOnJetty jetty = jetty(request -> null)) {
            assertRefused(jetty.handshake(EngineTransport.WEBSOCKET));
            log.awaitError("generateId failed");
        }
    }
}
