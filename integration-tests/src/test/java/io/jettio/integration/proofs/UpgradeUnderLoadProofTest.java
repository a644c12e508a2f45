package io.jettio.integration.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.LogWatch;
import io.jettio.integration.proofs.UpgradingPeer.Attempt;
import io.jettio.integration.proofs.UpgradingPeer.End;
import io.jettio.protocol.Frame;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No message is lost, doubled or reordered, either way, while sessions upgrade or fail to. */
class UpgradeUnderLoadProofTest {
    private static final int AT_ONCE = 16;

    private final LogWatch log = new LogWatch();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ExecutorService sessions = Executors.newFixedThreadPool(AT_ONCE);
    private final Map<Integer, Traffic> traffic = new ConcurrentHashMap<>();
    private final LongAdder overPolling = new LongAdder();
    private final EngineServer server = EngineServer.create(
            options -> options.pingInterval(Duration.ofMinutes(10)).upgradeTimeout(Duration.ofMinutes(2)));

    @AfterEach
    void stop() {
        server.close();
        sessions.shutdownNow();
        threads.shutdownNow();
        log.close();
    }

    @Test
    void messagesGoOverWithTheirSession() throws Exception {
        int upgrades = 1_000;
        int messages = 500;
        Random random = random();
        List<List<Attempt>> plans = new ArrayList<>();
        for (int i = 0; i < upgrades; i++) {
            plans.add(List.of(new Attempt(random.nextInt(messages), Cut.NONE)));
        }
        List<End> ends = play(plans, messages);
        long over = overPolling.sum();
        Scale.print(
                "%d upgrades with %d messages each way: %d over polling, %d over WebSocket",
                upgrades, messages, over, 2L * messages * upgrades - over);
        assertThat(ends).containsOnly(End.ON_WEBSOCKET);
        assertThat(over).as("messages over polling").isBetween(upgrades * 1L, 2L * messages * upgrades - upgrades);
    }

    @Test
    void sessionOutlivesACandidateThatIsCut() throws Exception {
        int messages = Scale.of(100, 500);
        int repeats = Scale.of(2, 10);
        Random random = random();
        List<List<Attempt>> plans = new ArrayList<>();
        for (Cut.Step step : Cut.Step.values()) {
            for (Cut.Manner manner : Cut.Manner.values()) {
                if (step == Cut.Step.UPGRADE || step == Cut.Step.NONE) {
                    continue;
                }
                for (int i = 0; i < repeats; i++) {
                    Attempt cut = new Attempt(random.nextInt(messages), new Cut(step, manner));
                    plans.add(List.of(cut));
                    // The session takes another candidate.
                    plans.add(List.of(cut, new Attempt(messages + random.nextInt(messages / 2), Cut.NONE)));
                }
            }
        }
        List<End> ends = play(plans, messages);
        Scale.print(
                "%d candidates cut at 8 steps in 3 manners with %d messages each way: %s",
                plans.size(), messages, count(ends));
        for (int i = 0; i < plans.size(); i++) {
            assertThat(ends.get(i))
                    .as("the end after " + plans.get(i))
                    .isEqualTo(plans.get(i).size() == 1 ? End.ON_POLLING : End.ON_WEBSOCKET);
        }
    }

    @Test
    void sessionEndsWithTheWebSocketThatItWentOverTo() throws Exception {
        int messages = Scale.of(100, 500);
        int repeats = Scale.of(10, 100);
        Random random = random();
        List<List<Attempt>> plans = new ArrayList<>();
        for (Cut.Manner manner : Cut.Manner.values()) {
            for (int i = 0; i < repeats; i++) {
                plans.add(List.of(new Attempt(random.nextInt(messages), new Cut(Cut.Step.UPGRADE, manner))));
            }
        }
        List<End> ends = play(plans, messages);
        Scale.print("%d WebSockets cut right after 5: %s", plans.size(), count(ends));
        for (int i = 0; i < plans.size(); i++) {
            if (plans.get(i).get(0).cut().endsTheSession()) {
                assertThat(ends.get(i)).as("the end after " + plans.get(i)).isEqualTo(End.WITH_CANDIDATE);
            }
        }
    }

    private static Random random() {
        long seed = Scale.seed();
        Scale.print("seed %d", seed);
        return new Random(seed);
    }

    private static Map<End, Integer> count(List<End> ends) {
        Map<End, Integer> counts = new EnumMap<>(End.class);
        ends.forEach(end -> counts.merge(end, 1, Integer::sum));
        return counts;
    }

    /** Plays every session, a few at once, and checks the messages of each. */
    private List<End> play(List<List<Attempt>> plans, int messages) throws Exception {
        server.onConnection(this::serve);
        server.listen("127.0.0.1", 0);
        List<Future<End>> playing = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            int number = i;
            playing.add(sessions.submit(() -> play(number, plans.get(number), messages)));
        }
        List<End> ends = new ArrayList<>();
        for (Future<End> session : playing) {
            ends.add(session.get());
        }
        return ends;
    }

    private End play(int number, List<Attempt> plan, int messages) throws Exception {
        Traffic own = new Traffic(number, messages);
        traffic.put(number, own);
        UpgradingPeer peer = new UpgradingPeer(server.port(), "/engine.io/?session=" + number, own, overPolling);
        End end = peer.run(plan, 2 * messages, threads);
        String reason = own.awaitClosed();
        own.verify();
        assertThat(reason)
                .as("why the session of " + plan + " ended")
                .isIn(
                        end == End.WITH_CANDIDATE
                                ? List.of("TRANSPORT_CLOSE", "TRANSPORT_ERROR")
                                : List.of("TRANSPORT_CLOSE"));
        traffic.remove(number);
        return end;
    }

    private static String text(Frame message) {
        return message instanceof Frame.Text text ? text.text() : "binary";
    }

    /** The server's end of a session: takes messages, and sends its own from a thread of its own. */
    private void serve(EngineSocket socket) {
        Traffic own = traffic.get(Integer.valueOf(socket.handshake().query("session")));
        socket.onMessage(message -> own.toServer().arrived(text(message)));
        socket.onClose(reason -> own.closed(reason.name()));
        threads.execute(() -> {
            for (String next = own.toClient().next();
                    next != null;
                    next = own.toClient().next()) {
                socket.send(next);
            }
        });
    }
}
