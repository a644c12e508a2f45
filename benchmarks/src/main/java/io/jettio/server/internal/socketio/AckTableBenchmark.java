package io.jettio.server.internal.socketio;

import io.jettio.common.time.DeadlineQueue;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
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
 * A wait for a client's ack, from its begin to its answer, while others wait: what the table of a socket does for it and
 * nothing beside. It stands in the table's package, since the table is internal.
 *
 * <p>{@code java -jar benchmarks.jar jmh AckTableBenchmark -prof gc}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
@NullMarked
public class AckTableBenchmark {
    private static final long TIMEOUT_NANOS = TimeUnit.HOURS.toNanos(1);

    /** How many acks are waited for meanwhile, each with a timeout. */
    @Param({"0", "1000", "100000"})
    private int waiting;

    private final AtomicLong ids = new AtomicLong();
    private final Counting waiter = new Counting();
    private final Payload arguments = new JsonParser(GsonJsonCodec.shared()).payload(List.of());
    private final AckTable table =
            new AckTable(new DeadlineQueue(System::nanoTime, () -> {}), Integer.MAX_VALUE, ids::getAndIncrement);

    /** Made by JMH. */
    public AckTableBenchmark() {}

    private static final class Counting implements AckTable.Waiter {
        private long answered;

        @Override
        public void answered(Payload payload) {
            answered++;
        }

        @Override
        public void failed(AckException.Reason reason) {
            throw new IllegalStateException("nobody fails here: " + reason);
        }
    }

    void waiting(int others) {
        waiting = others;
    }

    int size() {
        return table.size();
    }

    /**
     * Fills the table, and checks that an answer ends one wait.
     */
    @Setup
    public void fill() {
        for (int i = 0; i < waiting; i++) {
            table.await(waiter, TIMEOUT_NANOS);
        }
        if (withTimeout() != 1 || withoutTimeout() != 2 || table.size() != waiting) {
            throw new IllegalStateException(waiter.answered + " answers, and " + table.size() + " that wait");
        }
    }

    /**
     * {@return how many were answered}
     */
    @Benchmark
    public long withTimeout() {
        table.answer(table.await(waiter, TIMEOUT_NANOS), arguments);
        return waiter.answered;
    }

    /**
     * {@return how many were answered}
     */
    @Benchmark
    public long withoutTimeout() {
        table.answer(table.await(waiter, 0), arguments);
        return waiter.answered;
    }
}
