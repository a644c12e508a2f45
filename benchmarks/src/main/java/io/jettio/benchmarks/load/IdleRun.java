package io.jettio.benchmarks.load;

import java.io.IOException;
import java.util.Locale;

/**
 * What connections cost that only stay: they are opened, joined to the main namespace, and left alone for a while; then
 * the server's memory is compared with that before. A tenth as many come and go first, so that what a first connection
 * loads once does not count.
 */
public final class IdleRun {
    private static final double QUIET_SECONDS = 3;

    private IdleRun() {}

    /**
     * What was measured.
     *
     * @param connections how many stayed
     * @param heap whether it is a JVM's heap after full collections; else it is resident memory
     * @param before the server's memory without them, in bytes
     * @param after the server's memory with them, in bytes
     */
    public record Report(int connections, boolean heap, long before, long after) {
        /**
         * {@return bytes per connection}
         */
        public double perConnection() {
            return (after - before) / (double) connections;
        }

        /**
         * {@return the report for a reader}
         */
        public String toText() {
            return String.format(
                    Locale.ROOT,
                    "idle, %,d connections%n%s per connection: %,.0f bytes (%.1f MiB before, %.1f MiB with them)",
                    connections,
                    heap ? "heap used" : "RSS",
                    perConnection(),
                    before / 1048576.0,
                    after / 1048576.0);
        }

        /**
         * {@return the report as one line of JSON}
         */
        public String toJson() {
            return String.format(
                    Locale.ROOT,
                    "{\"scenario\":\"idle\",\"connections\":%d,\"memory\":\"%s\",\"bytesPerConnection\":%.0f,"
                            + "\"before\":%d,\"after\":%d}",
                    connections,
                    heap ? "heap" : "resident",
                    perConnection(),
                    before,
                    after);
        }
    }

    /**
     * Runs a plan.
     *
     * @param plan how many connections to which process; times do not matter
     * @return what was measured
     * @throws IOException if a connection fails, or the process cannot be asked for its memory
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static Report run(LoadPlan plan) throws IOException, InterruptedException {
        return run(plan, QUIET_SECONDS);
    }

    static Report run(LoadPlan plan, double quietSeconds) throws IOException, InterruptedException {
        if (plan.pid() == 0) {
            throw new IllegalArgumentException("idle needs --pid, the server's process");
        }
        OpenFiles.require(plan);
        try (LoadDriver first = new LoadDriver(plan.connections(Math.max(1, plan.connections() / 10)))) {
            first.open(plan.outstanding());
            first.loop(LoadDriver.after(quietSeconds / 3), () -> false);
            first.closeAll();
            first.loop(LoadDriver.after(quietSeconds), () -> false);
        }
        ServerMemory before = ServerMemory.of(plan.pid());
        try (LoadDriver driver = new LoadDriver(plan)) {
            driver.open(plan.outstanding());
            driver.loop(LoadDriver.after(quietSeconds), () -> false);
            ServerMemory after = ServerMemory.of(plan.pid());
            driver.loop(LoadDriver.after(0.1), () -> false); // a connection that has ended meanwhile is an error
            driver.closeAll();
            return new Report(plan.connections(), after.heap(), before.bytes(), after.bytes());
        }
    }
}
