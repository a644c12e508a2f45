package io.jettio.benchmarks.codec;

import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * Decoding and encoding each packet of the table with Jettio's codecs, and with the official client's parsers twice:
 * on strings, as they come, and with the conversion between strings and UTF-8 that its transport adds. Jettio's work on
 * UTF-8 itself, so the third is the one that does the same work.
 *
 * <p>{@code java -jar benchmarks.jar jmh CodecBenchmark -p sample=TEXT_32}, or {@code java -jar benchmarks.jar codec}
 * for all of them in a table.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class CodecBenchmark {
    /** Whose codec. */
    public enum Codec {
        /** Ours. */
        JETTIO,
        /** The official Java client's, on strings. */
        OFFICIAL,
        /** The same with the conversion from and to UTF-8. */
        OFFICIAL_UTF8
    }

    @Param
    private Sample sample = Sample.TEXT_32;

    @Param
    private Codec codec = Codec.JETTIO;

    private CodecUnderTest tested = under(codec, sample);

    /** Made by JMH. */
    public CodecBenchmark() {}

    /** Prepares the sample. */
    @Setup
    public void prepare() {
        tested = under(codec, sample);
    }

    static CodecUnderTest under(Codec codec, Sample sample) {
        return codec == Codec.JETTIO
                ? new JettioCodec(sample)
                : new OfficialCodec(sample, codec == Codec.OFFICIAL_UTF8);
    }

    /**
     * {@return the packet, from the wire to what a listener gets}
     */
    @Benchmark
    public Object decode() {
        return tested.decode();
    }

    /**
     * {@return the WebSocket messages, from what an application holds}
     */
    @Benchmark
    public List<?> encode() {
        return tested.encode();
    }
}
