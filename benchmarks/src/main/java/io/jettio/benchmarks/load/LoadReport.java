package io.jettio.benchmarks.load;

import java.util.Locale;

/**
 * What a run measured.
 *
 * @param plan the run
 * @param seconds how long was counted
 * @param messages how many messages, see {@link Scenario}
 * @param mismatched how many of the replies were not what the request asks for: another length, beginning or order
 * @param unanswered how many requests had no reply when the run ended
 * @param latency how long they took
 * @param spent the server's processor time
 * @param driverMicros the driver's own processor time per message, in microseconds
 * @param residentBytes the server's memory at the end
 * @param lag how late the driver itself was in an open loop
 */
public record LoadReport(
        LoadPlan plan,
        double seconds,
        long messages,
        long mismatched,
        long unanswered,
        Latency latency,
        ProcessUsage.Spent spent,
        double driverMicros,
        long residentBytes,
        Lag lag) {
    /** In an open loop a driver that is late this often, or more, measures itself. */
    private static final double LATE_MICROS = 1000;

    /**
     * How long messages took, in microseconds: in a closed loop since they were sent, in an open one since they were
     * due.
     *
     * @param p50 the median
     * @param p90 90th percentile
     * @param p99 99th percentile
     * @param p999 99.9th percentile
     * @param max the largest
     */
    public record Latency(double p50, double p90, double p99, double p999, double max) {
        static Latency of(Histogram nanos) {
            return new Latency(
                    nanos.percentile(50) / 1e3,
                    nanos.percentile(90) / 1e3,
                    nanos.percentile(99) / 1e3,
                    nanos.percentile(99.9) / 1e3,
                    nanos.max() / 1e3);
        }
    }

    /**
     * How long after it was due the driver let a message out, in microseconds; it is part of the latency.
     *
     * @param p99 99th percentile
     * @param max the largest
     */
    public record Lag(double p99, double max) {
        /** That of a closed loop, where nothing is due. */
        public static final Lag NONE = new Lag(0, 0);
    }

    /**
     * {@return messages per second}
     */
    public double rate() {
        return messages / seconds;
    }

    /**
     * {@return the server's processor time per message, in microseconds}
     */
    public double cpuMicros() {
        return perMessage(spent.nanos());
    }

    /**
     * {@return how many replies were wrong or missing}
     */
    public long failures() {
        return mismatched + unanswered;
    }

    /**
     * {@return whether the driver itself was late, by more than a millisecond for more than one message in a hundred}
     */
    public boolean driverFellBehind() {
        return lag.p99() > LATE_MICROS;
    }

    private double perMessage(long nanos) {
        return nanos / 1e3 / Math.max(1, messages);
    }

    private String loop() {
        return plan.rate() == 0
                ? plan.outstanding() + " outstanding"
                : String.format(Locale.ROOT, "%,.0f messages/s due", plan.rate());
    }

    /**
     * {@return the report for a reader}
     */
    public String toText() {
        String text = String.format(
                Locale.ROOT,
                "%s, %d connections, %s, payload %d, %.1f s%n"
                        + "messages/s       %,.0f%n"
                        + "latency us       p50 %,.0f  p90 %,.0f  p99 %,.0f  p99.9 %,.0f  max %,.0f%n"
                        + "server CPU       %.2f us/message (user %.2f, system %.2f), %.2f cores%n"
                        + "server RSS       %.1f MiB%n"
                        + "driver CPU       %.2f us/message%n"
                        + "messages         %,d; replies not as expected: %,d, missing: %,d",
                plan.scenario().name().toLowerCase(Locale.ROOT),
                plan.connections(),
                loop(),
                plan.payload(),
                seconds,
                rate(),
                latency.p50(),
                latency.p90(),
                latency.p99(),
                latency.p999(),
                latency.max(),
                cpuMicros(),
                perMessage(spent.userNanos()),
                perMessage(spent.systemNanos()),
                spent.nanos() / 1e9 / seconds,
                residentBytes / 1048576.0,
                driverMicros,
                messages,
                mismatched,
                unanswered);
        return plan.rate() == 0 ? text : text + lagText();
    }

    private String lagText() {
        return String.format(
                Locale.ROOT,
                "%ndriver late us   p99 %,.0f  max %,.0f%s",
                lag.p99(),
                lag.max(),
                driverFellBehind() ? "; THE DRIVER FELL BEHIND: these latencies are its own" : "");
    }

    /**
     * {@return the report as one line of JSON; times are microseconds unless named otherwise}
     */
    public String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"scenario\":\"%s\",\"connections\":%d,\"outstanding\":%d,\"payload\":%d,\"rate\":%.0f,"
                        + "\"seconds\":%.3f,\"messages\":%d,\"mismatched\":%d,\"unanswered\":%d,"
                        + "\"messagesPerSecond\":%.0f,"
                        + "\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"p999\":%.1f,\"max\":%.1f,"
                        + "\"cpuPerMessage\":%.3f,\"userPerMessage\":%.3f,\"systemPerMessage\":%.3f,"
                        + "\"driverCpuPerMessage\":%.3f,\"residentBytes\":%d,"
                        + "\"driverLateP99\":%.1f,\"driverLateMax\":%.1f}",
                plan.scenario().name().toLowerCase(Locale.ROOT),
                plan.connections(),
                plan.outstanding(),
                plan.payload(),
                plan.rate(),
                seconds,
                messages,
                mismatched,
                unanswered,
                rate(),
                latency.p50(),
                latency.p90(),
                latency.p99(),
                latency.p999(),
                latency.max(),
                cpuMicros(),
                perMessage(spent.userNanos()),
                perMessage(spent.systemNanos()),
                driverMicros,
                residentBytes,
                lag.p99(),
                lag.max());
    }
}
