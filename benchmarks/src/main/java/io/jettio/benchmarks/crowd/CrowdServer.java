package io.jettio.benchmarks.crowd;

import io.jettio.benchmarks.compare.PeerProcess;
import io.jettio.benchmarks.load.ProcessUsage;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The server that the clients are held against: one that was there already, or one that the tool starts and kills. */
final class CrowdServer implements AutoCloseable {
    private final AtomicLong pid = new AtomicLong();
    private final URI url;
    private final List<String> command;
    private @Nullable PeerProcess process;

    private CrowdServer(URI url, long pid) {
        this.url = url;
        this.pid.set(pid);
        command = List.of();
    }

    private CrowdServer(List<String> command) throws IOException, InterruptedException {
        this.command = command;
        PeerProcess started = PeerProcess.start(command, new File("."));
        process = started;
        url = started.url();
        pid.set(started.pid());
    }

    static CrowdServer running(URI url, long pid) {
        return new CrowdServer(url, pid);
    }

    static CrowdServer started(List<String> command) throws IOException, InterruptedException {
        return new CrowdServer(command);
    }

    URI url() {
        return url;
    }

    /** {@return the process; 0 while it is dead} The same object for ever. */
    AtomicLong pid() {
        return pid;
    }

    ProcessUsage usage() throws IOException {
        return ProcessUsage.of(pid.get());
    }

    boolean canRestart() {
        return process != null;
    }

    /** Kills the process and starts it anew; returns when it listens where it did. */
    void restart() throws IOException, InterruptedException {
        if (process == null) {
            throw new IllegalStateException("not a server of ours");
        }
        pid.set(0);
        process.kill();
        PeerProcess started = PeerProcess.start(command, new File("."));
        process = started;
        if (!started.url().equals(url)) {
            throw new IOException("it listened on " + url + " and now on " + started.url() + ": give it a fixed port");
        }
        pid.set(started.pid());
    }

    @Override
    public void close() {
        if (process != null) {
            pid.set(0);
            process.close();
        }
    }
}
