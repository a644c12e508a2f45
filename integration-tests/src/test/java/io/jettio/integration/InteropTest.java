package io.jettio.integration;

import io.jettio.server.SocketIoServer;
import io.jettio.server.SocketIoServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with servers in this process. After each one, nothing of them may be left. */
public abstract class InteropTest {
    private final List<SocketIoServer> servers = new ArrayList<>();
    private LogWatch log;
    private Leftovers leftovers;

    @BeforeEach
    final void watch() {
        log = new LogWatch();
        leftovers = new Leftovers();
    }

    @AfterEach
    final void leaveNothingBehind() throws Exception {
        try {
            stopClients();
        } finally {
            servers.forEach(SocketIoServer::close);
            log.close();
        }
        servers.forEach(Leftovers::assertNoConnection);
        leftovers.assertNoThread();
    }

    /** Ends what the test has started on the client's side, before the servers are closed. */
    protected abstract void stopClients() throws Exception;

    protected final LogWatch log() {
        return log;
    }

    /** A server that is closed and checked after the test; it does not listen yet. */
    protected final SocketIoServer create(Consumer<SocketIoServerOptions.Builder> configure) {
        return watched(SocketIoServer.create(configure));
    }

    /** A server that somebody else made, closed and checked after the test. */
    protected final SocketIoServer watched(SocketIoServer io) {
        servers.add(io);
        return io;
    }

    /** A server that listens on a free port. */
    protected final SocketIoServer listening() {
        return create(options -> {}).listen("127.0.0.1", 0);
    }
}
