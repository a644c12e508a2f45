package io.jettio.harness;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Result;
import io.jettio.harness.server.ServerProcess;
import io.jettio.harness.server.ServerTrial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells of the server's process around a run, and judges what the run left in it.
 *
 * @param lifetime of a session that nobody answers for
 */
record ProcessAround(ServerProcess process, List<Case<ServerTrial>> leaks, Duration lifetime)
        implements Checking.Surroundings {
    @Override
    public int cases() {
        return leaks.size();
    }

    @Override
    public void before(Console console) {
        console.process("before", process.before());
    }

    @Override
    public List<Result> after(Console console, Consumer<Result> told) throws IOException {
        List<Result> results = new ArrayList<>();
        for (Case<ServerTrial> leak : leaks) {
            Result result = process.judged(leak, lifetime);
            results.add(result);
            told.accept(result);
        }
        console.process("after", process.look());
        return results;
    }
}
