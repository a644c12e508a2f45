package io.jettio.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files a process may have open, from Linux's {@code /proc}. A connection is one, or two when it polls. */
final class OpenFiles {
    private static final int BESIDE = 100;
    private static final String LINE = "Max open files";

    private OpenFiles() {}

    /**
     * Checks that the driver and the server may open a plan's connections.
     *
     * @param plan the plan
     * @throws IOException if one of them may not; the message says what to do
     */
    static void require(LoadPlan plan) throws IOException {
        long wanted = (long) plan.connections() * (plan.scenario() == Scenario.POLL ? 2 : 1) + BESIDE;
        require(wanted, "the driver", ProcessHandle.current().pid());
        if (plan.pid() != 0) {
            require(wanted, "the server", plan.pid());
        }
    }

    private static void require(long wanted, String who, long pid) throws IOException {
        Path limits = Path.of("/proc", Long.toString(pid), "limits");
        long allowed = Files.exists(limits) ? limit(Files.readString(limits)) : Long.MAX_VALUE;
        if (allowed < wanted) {
            throw new IOException(
                    who + " (process " + pid + ") may open " + allowed + " files, and this run needs about " + wanted
                            + ": 'ulimit -n " + wanted + "' in the shell that starts it, or fewer --connections");
        }
    }

    static long limit(String limits) {
        String soft = limits.lines()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.substring(LINE.length()).strip().split(" +", -1)[0])
                .findFirst()
                .orElse("unlimited");
        return soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft);
    }
}
