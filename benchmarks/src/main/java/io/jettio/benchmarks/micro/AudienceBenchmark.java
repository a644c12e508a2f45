package io.jettio.benchmarks.micro;

import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.InMemoryAdapter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Who is meant by a broadcast among 1000 sockets, each in two of 20 rooms: what the adapter does before anything is
 * sent. Times are per broadcast.
 *
 * <p>{@code java -jar benchmarks.jar jmh AudienceBenchmark -prof gc}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class AudienceBenchmark {
    private static final int SOCKETS = 1000;
    private static final int ROOMS = 20;

    /** Which sockets. */
    public enum Audience {
        /** All 1000. */
        ALL(1000, 0, 0),
        /** All but one. */
        ALL_EXCEPT_ONE(999, 0, -1),
        /** The 100 of one room. */
        ONE_ROOM(100, 1, 0),
        /** The 100 of one room but one. */
        ONE_ROOM_EXCEPT_ONE(99, 1, -1),
        /** All 20 rooms: every socket twice, meant once. */
        ALL_ROOMS(1000, ROOMS, 0),
        /** All 20 rooms but the sockets of one. */
        ALL_ROOMS_EXCEPT_ONE_ROOM(900, ROOMS, 1);

        private final int meant;
        private final int rooms;
        private final int except;

        Audience(int meant, int rooms, int except) {
            this.meant = meant;
            this.rooms = rooms;
            this.except = except;
        }

        BroadcastOptions options() {
            Set<String> left = except == 0 ? Set.of() : Set.of(except < 0 ? "socket0" : "room0");
            Set<String> right =
                    IntStream.range(0, rooms).mapToObj(i -> "room" + i).collect(Collectors.toSet());
            return new BroadcastOptions(right, left, Flags.NONE);
        }

        int meant() {
            return meant;
        }
    }

    @Param
    private Audience audience = Audience.ALL;

    private BroadcastOptions options = BroadcastOptions.ALL;

    private final EventPacket packet =
            new EventPacket("/", Packet.NO_ID, "event", new JsonParser(GsonJsonCodec.shared()).payload(List.of()));
    private final CountingSockets sockets = new CountingSockets();
    private final InMemoryAdapter adapter = new InMemoryAdapter(sockets);

    /** Made by JMH. */
    public AudienceBenchmark() {}

    /**
     * Fills the rooms, and checks who is meant.
     */
    @Setup
    public void join() {
        options = audience.options();
        for (int i = 0; i < SOCKETS; i++) {
            String id = "socket" + i;
            adapter.add(() -> id);
            adapter.addAll(id, List.of("room" + i % ROOMS, "room" + (i + 7) % ROOMS));
        }
        int before = sockets.delivered();
        broadcast();
        if (sockets.delivered() - before != audience.meant()) {
            throw new IllegalStateException(audience + " meant " + (sockets.delivered() - before));
        }
    }

    void means(Audience other) {
        audience = other;
    }

    /**
     * {@return the receipt}
     */
    @Benchmark
    public Object broadcast() {
        return adapter.broadcast(packet, options);
    }
}
