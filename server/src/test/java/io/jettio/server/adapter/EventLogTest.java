package io.jettio.server.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.server.adapter.EventLog.RoomHistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private static final BroadcastOptions ALL = BroadcastOptions.ALL;
    private static final RoomHistory NONE = new RoomHistory();
    private final JsonParser parser = new JsonParser(GsonJsonCodec.shared());

    @Test
    void eventsAreNumberedWithoutAGap() {
        EventLog log = new EventLog(100, 1 << 20);
        for (int i = 1; i <= 70; i++) {
            assertThat(append(log, ALL, null)).isEqualTo(i);
        }
        assertThat(log.first()).isEqualTo(1);
        assertThat(after(log, 67, "a", Set.of(), NONE)).containsExactly("68", "69", "70");
        assertThat(after(log, 70, "a", Set.of(), NONE)).isEmpty();
    }

    @Test
    void theOldestGoesWhereThereAreTooMany() {
        EventLog log = new EventLog(40, 1 << 20);
        for (int i = 1; i <= 1_000; i++) {
            append(log, ALL, null);
            assertThat(log.last() - log.first() + 1).isEqualTo(Math.min(i, 40));
        }
        assertThat(log.first()).isEqualTo(961);
        assertThat(after(log, 997, "a", Set.of(), NONE)).containsExactly("998", "999", "1000");
    }

    @Test
    void theOldestGoesWhereTheyHoldTooMuch() {
        EventLog log = new EventLog(1_000_000, 10_000);
        for (int i = 0; i < 1_000; i++) {
            append(log, ALL.to(Set.of("a room with a name of some length")), null);
            assertThat(log.bytes()).isBetween(1L, 10_000L);
        }
        assertThat(log.last()).isEqualTo(1_000);
        assertThat(log.first()).isGreaterThan(960);
    }

    @Test
    void anEventThatIsTooLargeIsNotKept() {
        EventLog log = new EventLog(10, 100);
        append(log, ALL, null);
        assertThat(log.isEmpty()).isTrue();
        assertThat(log.first()).isEqualTo(2);
        assertThat(log.bytes()).isZero();
    }

    @Test
    void whatIsTooOldGoes() {
        EventLog log = new EventLog(10, 1 << 20);
        for (int nanos : new int[] {100, 200, 300}) {
            append(log, ALL, null, nanos);
        }
        log.dropBefore(200);
        assertThat(log.first()).isEqualTo(2);
        assertThat(log.oldestNanos()).isEqualTo(200);
        log.dropBefore(1_000);
        assertThat(log.isEmpty()).isTrue();
        assertThat(log.bytes()).isZero();
        assertThat(append(log, ALL, null)).isEqualTo(4);
    }

    @Test
    void anEventIsForThoseWhoWereInItsRoomsThen() {
        EventLog log = new EventLog(100, 1 << 20);
        RoomHistory history = new RoomHistory();
        append(log, ALL.to(Set.of("x")), null); // 1: not in x yet
        log.changed(history, "x", true);
        append(log, ALL.to(Set.of("x")), null); // 2
        append(log, ALL.to(Set.of("x", "y")).except(Set.of("z")), null); // 3
        log.changed(history, "z", true);
        append(log, ALL.to(Set.of("x")).except(Set.of("z")), null); // 4: left out
        log.changed(history, "x", false);
        append(log, ALL.to(Set.of("x")), null); // 5: not in x any more
        append(log, ALL.except(Set.of("x")), null); // 6
        append(log, ALL, "me"); // 7
        append(log, ALL, "you"); // 8
        assertThat(after(log, 0, "me", Set.of("z"), history)).containsExactly("2", "3", "6", "7");
        assertThat(after(log, 2, "me", Set.of("z"), history)).containsExactly("3", "6", "7");
        assertThat(after(log, 6, "me", Set.of("z"), history)).containsExactly("7");
    }

    @Test
    void changesOfRoomsCountAndGoWithTheEventsBeforeThem() {
        EventLog log = new EventLog(1_000_000, 10_000);
        RoomHistory history = new RoomHistory();
        log.changed(history, "x", true);
        assertThat(log.bytes()).as("a change that matters for nothing").isZero();
        append(log, ALL, null);
        for (int i = 0; i < 10_000; i++) {
            log.changed(history, "x", i % 2 == 0);
            assertThat(log.bytes()).isLessThanOrEqualTo(10_000);
        }
        assertThat(log.isEmpty()).isTrue();
        assertThat(log.bytes()).isZero();
    }

    /** Against a model that keeps everything. */
    @Test
    void whatSocketsMissedIsWhatTheyWouldHaveGot() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<String> names = List.of("a", "b", "c", "d");
        for (int round = 0; round < 200; round++) {
            EventLog log = new EventLog(1 + random.nextInt(60), 1_000 + random.nextInt(20_000));
            RoomHistory history = new RoomHistory();
            Set<String> rooms = new HashSet<>();
            List<String> got = new ArrayList<>();
            for (int step = 0; step < 150; step++) {
                String room = names.get(random.nextInt(4));
                switch (random.nextInt(4)) {
                    case 0 -> {
                        if (rooms.add(room)) {
                            log.changed(history, room, true);
                        }
                    }
                    case 1 -> {
                        if (rooms.remove(room)) {
                            log.changed(history, room, false);
                        }
                    }
                    default -> {
                        Set<String> in = random.nextInt(3) == 0 ? Set.of() : Set.of(room);
                        Set<String> except = random.nextBoolean() ? Set.of() : Set.of(names.get(random.nextInt(4)));
                        long seq = append(log, new BroadcastOptions(in, except, Flags.NONE), null);
                        if ((in.isEmpty() || rooms.contains(room))
                                && except.stream().noneMatch(rooms::contains)) {
                            got.add(Long.toString(seq));
                        }
                    }
                }
                long from = log.first() - 1 + random.nextInt((int) (log.last() - log.first()) + 2);
                assertThat(after(log, from, "me", rooms, history))
                        .as("seed %d, round %d, step %d", seed, round, step)
                        .isEqualTo(got.stream()
                                .filter(seq -> Long.parseLong(seq) > from)
                                .toList());
            }
        }
    }

    private long append(EventLog log, BroadcastOptions options, @Nullable String sid) {
        return append(log, options, sid, 0);
    }

    private long append(EventLog log, BroadcastOptions options, @Nullable String sid, long nanos) {
        EventPacket packet = new EventPacket("/", Packet.NO_ID, "e", parser.payload(List.of("text")));
        return log.append(seq -> new MissedEvent(packet, true, Long.toString(seq)), options, sid, nanos);
    }

    private static List<String> after(EventLog log, long seq, String sid, Set<String> rooms, RoomHistory history) {
        return log.after(seq, sid, rooms, history).stream()
                .map(MissedEvent::offset)
                .toList();
    }
}
