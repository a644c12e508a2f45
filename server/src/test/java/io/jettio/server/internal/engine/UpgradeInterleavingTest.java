package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every order in which the steps of an upgrade can fall, with messages both ways between them: nothing is lost, doubled
 * or reordered. The client is one that keeps to the protocol: one poll at a time, none after the probe was answered, and
 * {@code 5} only when its last poll has ended.
 */
class UpgradeInterleavingTest {
    private static final int STEPS = 6;

    @RegisterExtension
    final LogWatch log = new LogWatch();

    /** What can happen next. */
    private enum Step {
        POLL,
        SERVER_SENDS,
        CLIENT_SENDS,
        PROBE,
        UPGRADE,
        CUT,
        TENTH_OF_A_SECOND,
        TIMEOUT,
        WRITES_ARE_DONE
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noOrderOfStepsLosesDoublesOrReordersAMessage(boolean slowWrites) {
        int[] played = new int[2];
        try (EngineBench bench = new EngineBench()) {
            play(bench, new ArrayList<>(), slowWrites, played);
        }
        assertThat(played[0]).as("sequences").isGreaterThan(3_000);
        assertThat(played[1]).as("of them upgraded").isGreaterThan(100);
    }

    @Test
    void theShortestUpgradeIsAmongThem() {
        try (EngineBench bench = new EngineBench()) {
            Run run = new Run(bench, false);
            List.of(Step.SERVER_SENDS, Step.PROBE, Step.UPGRADE, Step.CLIENT_SENDS)
                    .forEach(run::take);
            run.finish();
            assertThat(run.upgraded).isTrue();
        }
    }

    private static void play(EngineBench bench, List<Step> before, boolean slowWrites, int[] played) {
        for (Step step : Step.values()) {
            Run run = new Run(bench, slowWrites);
            before.forEach(run::take);
            if (!run.allows(step)) {
                run.end();
                continue;
            }
            List<Step> steps = new ArrayList<>(before);
            steps.add(step);
            try {
                run.take(step);
                if (steps.size() == STEPS) {
                    run.finish();
                    played[0]++;
                    played[1] += run.upgraded ? 1 : 0;
                }
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("steps " + steps + (slowWrites ? " with slow writes" : ""), e);
            } finally {
                run.end();
            }
            if (steps.size() < STEPS) {
                play(bench, steps, slowWrites, played);
            }
        }
    }

    /** One session, its client, and what each side has sent and got. */
    private static final class Run {
        private final EngineBench bench;
        private final boolean slowWrites;
        private final PollingPeer client;
        private final EngineBench.Told server;
        private final List<FakeExchange> polls = new ArrayList<>();
        private @org.jspecify.annotations.Nullable FakeWebSocket candidate;
        private FakeExchange lastPoll;
        private final List<FakeExchange> unfinished = new ArrayList<>();
        private boolean upgraded;
        private boolean over;
        private int sentByServer;
        private int sentByClient;

        Run(EngineBench bench, boolean slowWrites) {
            this.bench = bench;
            this.slowWrites = slowWrites;
            this.client = bench.polling();
            this.server = bench.last();
            this.lastPoll = client.opening();
        }

        boolean allows(Step step) {
            boolean probed = candidate != null && !candidate.sent().isEmpty();
            return switch (step) {
                case POLL -> lastPoll.isAnswered() && !upgraded && !probed;
                case SERVER_SENDS -> sentByServer < 3;
                case CLIENT_SENDS -> !over && sentByClient < 2;
                case PROBE -> candidate == null && !upgraded;
                case UPGRADE -> probed && !upgraded && lastPoll.isAnswered();
                case CUT -> candidate != null && !over;
                case TENTH_OF_A_SECOND, TIMEOUT -> candidate != null && !upgraded;
                case WRITES_ARE_DONE -> unfinished.stream().anyMatch(FakeExchange::isAnswered);
            };
        }

        void take(Step step) {
            switch (step) {
                case POLL -> poll();
                case SERVER_SENDS ->
                    server.session().send(List.of(EnginePacket.message(Frame.text("s" + sentByServer++))));
                case CLIENT_SENDS -> {
                    String message = "4c" + sentByClient++;
                    if (upgraded && candidate != null) {
                        candidate.receive(message);
                    } else {
                        assertThat(client.post(message).body()).isEqualTo("ok");
                    }
                }
                case PROBE -> candidate = client.candidate().receive("2probe");
                case UPGRADE -> {
                    webSocket().receive("5");
                    upgraded = true;
                }
                case CUT -> {
                    webSocket().closeByPeer();
                    over = upgraded;
                    candidate = upgraded ? candidate : null;
                }
                case TENTH_OF_A_SECOND -> bench.time().advance(Duration.ofMillis(100));
                case TIMEOUT -> {
                    bench.time().advance(Duration.ofSeconds(10));
                    assertThat(webSocket().closeCode()).isEqualTo(1000);
                    webSocket().closeByPeer();
                    candidate = null;
                }
                case WRITES_ARE_DONE -> finishWrites();
            }
        }

        private FakeWebSocket webSocket() {
            return java.util.Objects.requireNonNull(candidate);
        }

        private void poll() {
            lastPoll = FakeExchange.get(client.query());
            if (slowWrites) {
                unfinished.add(lastPoll.holdWrite());
            }
            polls.add(client.handle(lastPoll));
        }

        /** The carrier learns that the answers are written, perhaps long after the client has read them. */
        private void finishWrites() {
            List<FakeExchange> written =
                    unfinished.stream().filter(FakeExchange::isAnswered).toList();
            unfinished.removeAll(written);
            written.forEach(exchange -> exchange.finishWrite(true));
        }

        /** The client goes on until it has everything, then compares. */
        void finish() {
            finishWrites();
            while (!upgraded && received().size() < sentByServer) {
                if (lastPoll.isAnswered()) {
                    poll();
                }
                assertThat(lastPoll.isAnswered())
                        .as("what was sent reaches the next poll")
                        .isTrue();
                finishWrites();
            }
            List<String> sent =
                    IntStream.range(0, sentByServer).mapToObj(i -> "s" + i).toList();
            if (over) {
                List<String> received = received();
                assertThat(received).as("in order up to the cut").isEqualTo(sent.subList(0, received.size()));
                assertThat(server.closes()).containsExactly(EngineCloseReason.TRANSPORT_CLOSE);
            } else {
                assertThat(received()).isEqualTo(sent);
                assertThat(server.closes()).isEmpty();
            }
            assertThat(server.messages())
                    .isEqualTo(IntStream.range(0, sentByClient)
                            .mapToObj(i -> "c" + i)
                            .toList());
        }

        private List<String> received() {
            List<String> packets = new ArrayList<>();
            polls.stream().filter(FakeExchange::isAnswered).forEach(poll -> packets.addAll(poll.packets()));
            if (upgraded) {
                packets.addAll(webSocket().sent());
            }
            packets.removeIf(packet -> !packet.startsWith("4"));
            return packets.stream().map(packet -> packet.substring(1)).toList();
        }

        void end() {
            server.session().end(EngineCloseReason.FORCED_CLOSE, false);
        }
    }
}
