package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.FakeWebSocket.Writing;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an application wants not compressed is so with all its frames, and nothing else beside it is. */
class UncompressedTest {
    private static final Outbound PLAIN = Outbound.message(List.of(
                    EnginePacket.message(Frame.text("plain")), EnginePacket.message(Frame.binary(new byte[] {1}))))
            .uncompressed();
    private static final Outbound OTHER = Outbound.message(List.of(EnginePacket.message(Frame.text("other"))));

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final EngineBench bench = new EngineBench(options -> options.httpCompressionThresholdBytes(0));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void onlyItsOwnFramesOfABatchGoOutPlain() {
        FakeWebSocket peer = bench.webSocket().forgetSent().writing(Writing.STALLED);
        EngineSession session = bench.last().session();
        session.send(OTHER); // on its way, so that the rest is one batch
        session.send(OTHER);
        session.send(PLAIN);
        session.send(OTHER);
        peer.completeWrites();

        assertThat(peer.sent()).containsExactly("4other", "4other", "4plain", "<01>", "4other");
        assertThat(peer.uncompressed()).containsExactly("4plain", "<01>");
        peer.completeWrites();
    }

    @Test
    void itMayBeOneObjectForManyReceivers() {
        FakeWebSocket first = bench.webSocket().forgetSent();
        bench.last().session().send(PLAIN);
        FakeWebSocket second = bench.webSocket().forgetSent();
        bench.last().session().send(PLAIN);

        assertThat(first.uncompressed()).containsExactly("4plain", "<01>");
        assertThat(second.uncompressed()).containsExactly("4plain", "<01>");
    }

    @Test
    void anAnswerOfItAloneIsPlainAndOneThatItSharesIsNot() {
        PollingPeer peer = bench.polling();
        EngineSession session = bench.last().session();
        session.send(PLAIN);
        assertThat(poll(peer).answerHeaders()).doesNotContainKey("Vary");

        session.send(PLAIN);
        session.send(OTHER);

        assertThat(poll(peer).answerHeaders()).containsEntry("Vary", "Accept-Encoding");
    }

    private static FakeExchange poll(PollingPeer peer) {
        return peer.handle(FakeExchange.get(peer.query()).with("Accept-Encoding", "gzip"));
    }
}
