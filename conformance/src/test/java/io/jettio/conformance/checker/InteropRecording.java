package io.jettio.conformance.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Checks the servers of {@link RecordedServer} and writes what is found, and the page that tells of it. No test by its
 * name: the build does not write its own sources, {@link RecordedServer#COMMAND} does.
 */
@Timeout(600)
@Execution(ExecutionMode.SAME_THREAD)
class InteropRecording {
    /** More than one, since these servers do not always do the same. */
    private static final int RUNS = 3;

    @RegisterExtension
    static final RunningServer PYTHON = RunningServer.python("socket");

    @RegisterExtension
    static final RunningServer NETTY = RunningServer.netty("socket");

    @Test
    void python(@TempDir Path folder) throws IOException {
        record(RecordedServer.PYTHON, PYTHON, folder);
    }

    @Test
    void netty(@TempDir Path folder) throws IOException {
        record(RecordedServer.NETTY, NETTY, folder);
    }

    private static void record(RecordedServer server, RunningServer running, Path folder) throws IOException {
        List<String> reports = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            Path json = folder.resolve(i + ".json");
            assertThat(ServerCheck.of(running, "--level", "must", "--json", json.toString()))
                    .endsWith("exit 1\n");
            reports.add(Files.readString(json));
        }
        server.record(reports);
    }

    @AfterAll
    static void page() throws IOException {
        InteropPage.main(new String[0]);
    }
}
