package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.engine.SendResult;
import io.jettio.server.internal.fixture.SteppedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code outboundPolicy}: what a client that does not read gets when it reads on. Over polling the reader stalls by not
 * polling, so that the queue holds exactly what the test sends.
 */
class OutboundPolicyTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final List<String> dropped = new CopyOnWriteArrayList<>();
    private final List<EngineCloseReason> closes = new CopyOnWriteArrayList<>();
    private final Map<String, List<Boolean>> ends = new ConcurrentHashMap<>();

    private EngineOnJetty jetty(OutboundPolicy policy, Consumer<EngineServerOptions.Builder> more) {
        EngineOnJetty jetty = new EngineOnJetty(o -> {
            o.outboundPolicy(policy).maxQueuedPackets(4);
            more.accept(o);
        });
        jetty.onConnection(socket -> {
            socket.onDrop((Frame message) -> dropped.add(((Frame.Text) message).text()));
            socket.onClose(closes::add);
        });
        return jetty;
    }

    private SendResult send(EngineSocket socket, String text) {
        return socket.send(
                Frame.text(text),
                written -> ends.computeIfAbsent(text, key -> new CopyOnWriteArrayList<>())
                        .add(written));
    }

    private List<SendResult> sendAll(EngineSocket socket, String... texts) {
        List<SendResult> results = new ArrayList<>();
        for (String text : texts) {
            results.add(send(socket, text));
        }
        return results;
    }

    /** Opens a session for which nothing waits and nothing is under way: an answer that was read may still count. */
    private static String openIdle(EngineOnJetty jetty) {
        String sid = jetty.openPolling();
        List<Boolean> out = new CopyOnWriteArrayList<>();
        jetty.socket().send(Frame.text("ready"), out::add);
        assertThat(poll(jetty, sid)).containsExactly("4ready");
        EngineOnJetty.eventually(() -> assertThat(out).containsExactly(true));
        return sid;
    }

    private static List<String> poll(EngineOnJetty jetty, String sid) {
        return List.of(jetty.request("GET", EngineOnJetty.POLLING + "&sid=" + sid)
                .body()
                .split("\u001e", -1));
    }

    private void awaitEnds(Map<String, List<Boolean>> expected) {
        EngineOnJetty.eventually(() -> assertThat(ends).isEqualTo(expected));
    }

    @Test
    @Tag("feature:1.48")
    void dropNewestKeepsWhatWaits() {
        try (EngineOnJetty jetty = jetty(OutboundPolicy.dropNewest(), o -> {})) {
            String sid = openIdle(jetty);
            EngineSocket socket = jetty.socket();
            assertThat(sendAll(socket, "a", "b", "c", "d", "e", "f"))
                    .containsExactly(
                            SendResult.ACCEPTED,
                            SendResult.ACCEPTED,
                            SendResult.ACCEPTED,
                            SendResult.ACCEPTED,
                            SendResult.DROPPED,
                            SendResult.DROPPED);
            assertThat(poll(jetty, sid)).containsExactly("4a", "4b", "4c", "4d");
            EngineOnJetty.eventually(() -> assertThat(dropped).containsExactly("e", "f"));
            assertThat(socket.dropped()).isEqualTo(2);
            awaitEnds(Map.of(
                    "a",
                    List.of(true),
                    "b",
                    List.of(true),
                    "c",
                    List.of(true),
                    "d",
                    List.of(true),
                    "e",
                    List.of(false),
                    "f",
                    List.of(false)));
            assertThat(send(socket, "g")).isEqualTo(SendResult.ACCEPTED);
            assertThat(poll(jetty, sid)).containsExactly("4g");
        }
    }

    @Test
    void dropOldestMakesRoomForTheNewest() {
        try (EngineOnJetty jetty = jetty(OutboundPolicy.dropOldest(), o -> {})) {
            String sid = openIdle(jetty);
            EngineSocket socket = jetty.socket();
            assertThat(sendAll(socket, "a", "b", "c", "d", "e", "f")).containsOnly(SendResult.ACCEPTED);
            assertThat(poll(jetty, sid)).containsExactly("4c", "4d", "4e", "4f");
            EngineOnJetty.eventually(() -> assertThat(dropped).containsExactly("a", "b"));
            assertThat(socket.dropped()).isEqualTo(2);
            awaitEnds(Map.of(
                    "a",
                    List.of(false),
                    "b",
                    List.of(false),
                    "c",
                    List.of(true),
                    "d",
                    List.of(true),
                    "e",
                    List.of(true),
                    "f",
                    List.of(true)));
        }
    }

    @Test
    void aMessageThatIsLargerThanTheBoundIsDroppedItself() {
        try (EngineOnJetty jetty = jetty(OutboundPolicy.dropOldest(), o -> o.maxQueuedBytes(1_000))) {
            String sid = openIdle(jetty);
            EngineSocket socket = jetty.socket();
            assertThat(sendAll(socket, "keep", "x".repeat(1_001)))
                    .containsExactly(SendResult.ACCEPTED, SendResult.DROPPED);
            assertThat(poll(jetty, sid)).containsExactly("4keep");
            assertThat(socket.dropped()).isEqualTo(1);
        }
    }

    @Test
    void coalesceKeepsTheNewestOfEachKey() {
        OutboundPolicy policy = OutboundPolicy.coalesce(frame -> {
            String text = ((Frame.Text) frame).text();
            return text.startsWith("-") ? null : text.charAt(0);
        });
        try (EngineOnJetty jetty = jetty(policy, o -> {})) {
            String sid = openIdle(jetty);
            EngineSocket socket = jetty.socket();
            assertThat(sendAll(socket, "x1", "y1", "-1", "x2", "-2", "x3")).containsOnly(SendResult.ACCEPTED);
            assertThat(poll(jetty, sid)).containsExactly("4y1", "4-1", "4-2", "4x3");
            assertThat(socket.dropped()).isEqualTo(2);
            awaitEnds(Map.of(
                    "x1",
                    List.of(false),
                    "x2",
                    List.of(false),
                    "x3",
                    List.of(true),
                    "y1",
                    List.of(true),
                    "-1",
                    List.of(true),
                    "-2",
                    List.of(true)));
        }
    }

    @Test
    void theKeyIsFoundOutsideTheSessionsLock() {
        List<Boolean> open = new CopyOnWriteArrayList<>();
        EngineSocket[] other = new EngineSocket[1];
        OutboundPolicy policy = OutboundPolicy.coalesce(frame -> {
            Thread looking = new Thread(() -> open.add(other[0].isOpen()));
            looking.start();
            try {
                looking.join(20_000); // were the lock held, it could not look
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return frame;
        });
        try (EngineOnJetty jetty = jetty(policy, o -> {})) {
            String sid = jetty.openPolling();
            other[0] = jetty.socket();
            sendAll(other[0], "a", "a");
            assertThat(open).containsExactly(true, true);
            assertThat(poll(jetty, sid)).containsExactly("4a");
        }
    }

    @Test
    void closeEndsTheSessionOfASlowConsumer() {
        try (EngineOnJetty jetty = jetty(OutboundPolicy.close(), o -> {})) {
            openIdle(jetty);
            EngineSocket socket = jetty.socket();
            assertThat(sendAll(socket, "a", "b", "c", "d", "e", "f"))
                    .endsWith(SendResult.ACCEPTED, SendResult.REFUSED, SendResult.REFUSED);
            EngineOnJetty.eventually(() -> assertThat(closes).containsExactly(EngineCloseReason.SLOW_CONSUMER));
            awaitEnds(Map.of(
                    "a",
                    List.of(false),
                    "b",
                    List.of(false),
                    "c",
                    List.of(false),
                    "d",
                    List.of(false),
                    "e",
                    List.of(false),
                    "f",
                    List.of(false)));
            assertThat(socket.dropped()).isZero();
        }
    }

    @Test
    void theEnginesOwnPacketsAreNeverDropped() {
        SteppedTime time = new SteppedTime();
        EngineOnJetty made = new EngineOnJetty(
                time,
                o -> o.outboundPolicy(OutboundPolicy.dropOldest())
                        .maxQueuedPackets(2)
                        .pingInterval(Duration.ofSeconds(5)));
        try (EngineOnJetty jetty = made) {
            String sid = openIdle(jetty);
            EngineSocket socket = jetty.socket();
            sendAll(socket, "a", "b");
            time.advance(Duration.ofSeconds(5));
            assertThat(sendAll(socket, "c", "d")).containsOnly(SendResult.ACCEPTED);
            assertThat(poll(jetty, sid)).containsExactly("2", "4d");
        }
    }

    @Test
    void aStalledWebSocketGetsWholeMessagesInOrderWhenItReadsOn() {
        String filler = "x".repeat(60_000);
        try (EngineOnJetty jetty = jetty(
                OutboundPolicy.dropOldest(), o -> o.maxQueuedPackets(1_000).maxQueuedBytes(1 << 20))) {
            RawPeer peer = jetty.openWebSocket(jetty.narrowPeer());
            EngineSocket socket = jetty.socket();
            int sent = 0;
            while (socket.dropped() < 20) {
                assertThat(send(socket, sent + ":" + filler)).isEqualTo(SendResult.ACCEPTED);
                sent++;
            }
            assertThat(send(socket, "last")).isEqualTo(SendResult.ACCEPTED);
            List<Integer> arrived = new ArrayList<>();
            for (String text = peer.readText(); !text.equals("4last"); text = peer.readText()) {
                int colon = text.indexOf(':');
                assertThat(text).hasSize(colon + 1 + filler.length()).endsWith(filler);
                arrived.add(Integer.parseInt(text.substring(1, colon)));
            }
            assertThat(arrived).isSorted().doesNotHaveDuplicates();
            assertThat(arrived.size() + socket.dropped()).isEqualTo(sent);
            int total = sent + 1;
            EngineOnJetty.eventually(() -> assertThat(ends).hasSize(total));
            assertThat(ends.values()).allSatisfy(end -> assertThat(end).hasSize(1));
            for (int index = 0; index < sent; index++) {
                assertThat(ends.get(index + ":" + filler)).containsExactly(arrived.contains(index));
            }
        }
    }

    @Test
    void drainAndUpgradeAreToldOnHandlerThreads() {
        List<String> told = new CopyOnWriteArrayList<>();
        try (EngineOnJetty jetty = new EngineOnJetty(o -> {})) {
            jetty.onConnection(socket -> {
                socket.onUpgrade(transport -> told.add(transport + " " + Threads.forHandlers()));
                socket.onMessage((Frame message) -> {
                    socket.onDrain(drained -> told.add(drained.transport() + " drained " + Threads.forHandlers()));
                    socket.send(message);
                });
            });
            String sid = jetty.openPolling();
            RawPeer candidate = jetty.peer().webSocket(EngineOnJetty.WEBSOCKET + "&sid=" + sid);
            assertThat(candidate.answer().status()).isEqualTo(101);
            assertThat(candidate.sendText("2probe").readText()).isEqualTo("3probe");
            candidate.sendText("5").sendText("4echo");
            assertThat(candidate.readText()).isEqualTo("4echo");
            EngineOnJetty.eventually(() -> assertThat(told)
                    .startsWith(EngineTransport.WEBSOCKET + " true")
                    .contains(EngineTransport.WEBSOCKET + " drained true"));
        }
    }

    @Test
    @Tag("feature:1.48")
    void whatIsSentToAClosedSessionIsRefusedAndItsEndTold() {
        try (EngineOnJetty jetty = jetty(OutboundPolicy.dropNewest(), o -> {})) {
            RawPeer peer = jetty.openWebSocket();
            EngineSocket socket = jetty.socket();
            peer.close();
            EngineOnJetty.eventually(() -> assertThat(socket.isOpen()).isFalse());
            assertThat(send(socket, "late")).isEqualTo(SendResult.REFUSED);
            awaitEnds(Map.of("late", List.of(false)));
            assertThat(socket.dropped()).isZero();
        }
    }
}
