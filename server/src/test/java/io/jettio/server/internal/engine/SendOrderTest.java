package io.jettio.server.internal.engine;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.FakeWebSocket.Writing;
import io.jettio.server.internal.fixture.Frames;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever sends at once with others: each keeps its order, and the frames of one send stay together. */
class SendOrderTest {
    private static final int SENDERS = 4;
    private static final int EACH = 500;

    @RegisterExtension
    final LogWatch log = new LogWatch();

    @Test
    void overAWebSocketWhoseWritesAreDoneAtOnce() throws InterruptedException {
        try (EngineBench bench = new EngineBench()) {
            FakeWebSocket peer = bench.webSocket().forgetSent();
            for (Thread sender : senders(bench.last().session())) {
                sender.join();
            }
            check(peer.sent());
        }
    }

    @Test
    @Tag("feature:3.74")
    void overAWebSocketWhoseWritesAreDoneLaterOnAnotherThread() throws InterruptedException {
        try (EngineBench bench = new EngineBench()) {
            FakeWebSocket peer = bench.webSocket().forgetSent().writing(Writing.STALLED);
            AtomicBoolean stop = new AtomicBoolean();
            Thread carrier = new Thread(() -> {
                while (!stop.get()) {
                    peer.completeWrites();
                    Thread.onSpinWait();
                }
            });
            carrier.start();
            for (Thread sender : senders(bench.last().session())) {
                sender.join();
            }
            eventually(() -> assertThat(peer.sent()).hasSize(SENDERS * EACH * 3));
            stop.set(true);
            carrier.join();
            check(peer.sent());
            assertThat(peer.writes().size()).as("a batch is one write").isLessThan(SENDERS * EACH * 3);
        }
    }

    @Test
    @Tag("feature:3.74")
    void overPolling() throws InterruptedException {
        try (EngineBench bench = new EngineBench()) {
            PollingPeer peer = bench.polling();
            List<Thread> senders = senders(bench.last().session());
            List<String> received = new ArrayList<>();
            while (received.size() < SENDERS * EACH * 3) {
                FakeExchange poll = peer.poll();
                while (!poll.isAnswered()) {
                    Thread.onSpinWait();
                }
                for (String packet : poll.packets()) {
                    received.add(packet.startsWith("b") ? Frames.show(decoded(packet)) : packet);
                }
            }
            for (Thread sender : senders) {
                sender.join();
            }
            check(received);
        }
    }

    @Test
    void aBatchIsOneWriteAndALargeOneIsCut() {
        try (EngineBench bench = new EngineBench()) {
            FakeWebSocket peer = bench.webSocket().forgetSent().writing(Writing.STALLED);
            EngineSession session = bench.last().session();
            session.send(List.of(EnginePacket.message(Frame.text("first"))));
            for (int i = 0; i < 10; i++) {
                session.send(List.of(EnginePacket.message(Frame.text("x".repeat(100_000)))));
            }

            peer.completeWrites();

            assertThat(peer.writes()).extracting(List::size).containsExactly(1, 3, 3, 3, 1);
        }
    }

    private static Frame decoded(String base64) {
        return Frame.binary(java.util.Base64.getDecoder().decode(base64.substring(1)));
    }

    /** Each sends a header and two attachments, all with its number and a count. */
    private static List<Thread> senders(EngineSession session) {
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            byte number = (byte) i;
            Thread sender = new Thread(() -> {
                for (int count = 0; count < EACH; count++) {
                    byte high = (byte) (count >> 8);
                    byte low = (byte) count;
                    session.send(List.of(
                            EnginePacket.message(Frame.text(number + ":" + count)),
                            EnginePacket.message(Frame.binary(new byte[] {number, high, low, 1})),
                            EnginePacket.message(Frame.binary(new byte[] {number, high, low, 2}))));
                }
            });
            sender.start();
            senders.add(sender);
        }
        return senders;
    }

    private static void check(List<String> frames) {
        assertThat(frames).hasSize(SENDERS * EACH * 3);
        int[] next = new int[SENDERS];
        for (int i = 0; i < frames.size(); i += 3) {
            int number = frames.get(i).charAt(1) - '0';
            int count = next[number]++;
            assertThat(frames.get(i)).isEqualTo("4" + number + ":" + count);
            assertThat(frames.get(i + 1)).isEqualTo(String.format("<%02x%04x01>", number, count));
            assertThat(frames.get(i + 2)).isEqualTo(String.format("<%02x%04x02>", number, count));
        }
    }
}
