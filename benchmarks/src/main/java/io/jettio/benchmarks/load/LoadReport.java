package io.jettio.benchmarks.load;

import java.util.Locale;

/**
 * What a run measured.
 *
 * @param plan the run
 * @param seconds how long was counted
 * @param messages how many messages, see {@link Scenario}
 * @param mismatched how many of the replies were not what the request asks for: another length, beginning or order
 * @param p50 median latency in microseconds
 * @param p90 90th percentile in microseconds
 * @param p99 99th percentile in microseconds
 * @param max the largest latency in microseconds
 * @param spent the server's processor time
 * @param driverMicros the driver's own processor time per message, in microseconds
 * @param residentBytes the server's memory at the end
 */
public record LoadReport(
        LoadPlan plan,
        double seconds,
        long messages,
        long mismatched,
        double p50,
        double p90,
        double p99,
        double max,
        ProcessUsage.Spent spent,
        double driverMicros,
        long residentBytes) {
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

    private double perMessage(long nanos) {
        return nanos / 1e3 / Math.max(1, messages);
    }

    /**
     * {@return the report for a reader}
     */
    public String toText() {
        return String.format(
                Locale.ROOT,
                "%s, %d connections x %d outstanding, payload %d, %.1f s%n"
                        + "messages/s       %,.0f%n"
                        + "latency us       p50 %,.0f  p90 %,.0f  p99 %,.0f  max %,.0f%n"
                        + "server CPU       %.2f us/message (user %.2f, system %.2f), %.2f cores%n"
                        + "server RSS       %.1f MiB%n"
                        + "driver CPU       %.2f us/message%n"
                        + "messages         %,d, of which %,d were not as expected",
                plan.scenario().name().toLowerCase(Locale.ROOT),
                plan.connections(),
                plan.outstanding(),
                plan.payload(),
                seconds,
                rate(),
                p50,
                p90,
                p99,
                max,
                cpuMicros(),
                perMessage(spent.userNanos()),
                perMessage(spent.systemNanos()),
                spent.nanos() / 1e9 / seconds,
                residentBytes / 1048576.0,
                driverMicros,
                messages,
                mismatched);
    }

    /**
     * {@return the report as one line of JSON; times are microseconds unless named otherwise}
     */
    public String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"scenario\":\"%s\",\"connections\":%d,\"outstanding\":%d,\"payload\":%d,\"seconds\":%.3f,"
                        + "\"messages\":%d,\"mismatched\":%d,\"messagesPerSecond\":%.0f,"
                        + "\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"max\":%.1f,"
                        + "\"cpuPerMessage\":%.3f,\"userPerMessage\":%.3f,\"systemPerMessage\":%.3f,"
                        + "\"driverCpuPerMessage\":%.3f,\"residentBytes\":%d}",
                plan.scenario().name().toLowerCase(Locale.ROOT),
                plan.connections(),
                plan.outstanding(),
                plan.payload(),
                seconds,
                messages,
                mismatched,
                rate(),
                p50,
                p90,
                p99,
                max,
                cpuMicros(),
                perMessage(spent.userNanos()),
                perMessage(spent.systemNanos()),
                driverMicros,
                residentBytes);
    }
}
