package io.jettio.benchmarks.codec;

import io.jettio.benchmarks.codec.CodecBenchmark.Codec;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code codec}: a short run of the codec benchmark as a table. */
@Command(
        name = "codec",
        description = "Runs the codec benchmark under JMH and prints a table: nanoseconds and bytes allocated.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class CodecCommand implements Callable<Integer> {
    @Option(names = "--direction", split = ",", defaultValue = "decode,encode", description = "decode, encode or both")
    private List<String> directions = List.of();

    @Option(names = "--samples", split = ",", description = "which packets, by default all: ${COMPLETION-CANDIDATES}")
    private List<Sample> samples = List.of(Sample.values());

    @Option(names = "--forks", defaultValue = "1", description = "JVMs per figure; 0 runs in this one, for a look only")
    private int forks = 1;

    @Option(names = "--warmups", defaultValue = "10", description = "iterations before counting")
    private int warmups = 10;

    @Option(names = "--iterations", defaultValue = "20", description = "iterations that count")
    private int iterations = 20;

    @Option(names = "--millis", defaultValue = "100", description = "length of an iteration")
    private int millis = 100;

    /** Made by picocli. */
    public CodecCommand() {}

    @Override
    public Integer call() throws RunnerException {
        for (String direction : directions) {
            System.out.println(table(direction, run(direction)));
        }
        return 0;
    }

    Collection<RunResult> run(String direction) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(CodecBenchmark.class.getName() + "." + direction + "$")
                .param("sample", samples.stream().map(Enum::name).toArray(String[]::new))
                .param("codec", Arrays.stream(Codec.values()).map(Enum::name).toArray(String[]::new))
                .forks(forks)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT);
        return new Runner(options.build()).run();
    }

    private static String table(String direction, Collection<RunResult> results) {
        Map<Sample, Map<Codec, RunResult>> bySample = new EnumMap<>(Sample.class);
        for (RunResult result : results) {
            Sample sample = Sample.valueOf(result.getParams().getParam("sample"));
            Codec codec = Codec.valueOf(result.getParams().getParam("codec"));
            bySample.computeIfAbsent(sample, key -> new EnumMap<>(Codec.class)).put(codec, result);
        }
        StringBuilder table =
                new StringBuilder("**" + direction + "**, ns of the fastest iteration (bytes allocated)\n\n");
        table.append("| packet | Jettio | official, strings | official, UTF-8 | to strings | to UTF-8 |\n");
        table.append("|---|---|---|---|---|---|\n");
        bySample.forEach((sample, row) -> {
            double ours = nanos(row, Codec.JETTIO);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %.2f | %.2f |%n",
                    sample.name().toLowerCase(Locale.ROOT),
                    cell(row, Codec.JETTIO),
                    cell(row, Codec.OFFICIAL),
                    cell(row, Codec.OFFICIAL_UTF8),
                    ours / nanos(row, Codec.OFFICIAL),
                    ours / nanos(row, Codec.OFFICIAL_UTF8)));
        });
        return table.toString();
    }

    private static String cell(Map<Codec, RunResult> row, Codec codec) {
        Result<?> allocated =
                Objects.requireNonNull(result(row, codec).getSecondaryResults().get("gc.alloc.rate.norm"));
        double bytes = allocated.getScore();
        return String.format(Locale.ROOT, "%.0f (%.0f)", nanos(row, codec), bytes);
    }

    /** The fastest iteration: whatever else the machine does only adds to it. */
    private static double nanos(Map<Codec, RunResult> row, Codec codec) {
        return result(row, codec).getPrimaryResult().getStatistics().getMin();
    }

    private static RunResult result(Map<Codec, RunResult> row, Codec codec) {
        RunResult result = row.get(codec);
        if (result == null) {
            throw new IllegalStateException("no figure for " + codec);
        }
        return result;
    }
}
