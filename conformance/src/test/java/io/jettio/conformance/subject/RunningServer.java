package io.jettio.conformance.subject;

import io.jettio.harness.wire.Endpoint;
import java.net.URI;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Gives a test class the server of a contract. Classes that ask for the same server share one process, which ends with
 * the test run.
 */
public final class RunningServer implements BeforeAllCallback {
    private static final Namespace SERVERS = Namespace.create(RunningServer.class);

    private final String key;
    private final String contract;
    private final Function<String, ServerProcess> start;
    private volatile @Nullable Endpoint endpoint;
    private volatile @Nullable ServerProcess process;

    private RunningServer(String key, String contract, Function<String, ServerProcess> start) {
        this.key = key;
        this.contract = contract;
        this.start = start;
    }

    /** Jettio's server, or the one that the system property {@code conformance.<contract>} names. */
    public static RunningServer jettio(String contract) {
        return new RunningServer("jettio " + contract, contract, ServerProcess::jettio);
    }

    /** The reference implementation's server. */
    public static RunningServer node(String contract) {
        return new RunningServer("node " + contract, contract, name -> ServerProcess.node(name));
    }

    /** The same with a parser of Socket.IO's packets, by the name of its package. */
    public static RunningServer node(String contract, String parser) {
        return new RunningServer(
                "node " + contract + " " + parser, contract, name -> ServerProcess.node(name, "--parser", parser));
    }

    /** python-socketio's server. */
    public static RunningServer python(String contract) {
        return new RunningServer("python " + contract, contract, ServerProcess::python);
    }

    /** netty-socketio's server. */
    public static RunningServer netty(String contract) {
        return new RunningServer("netty " + contract, contract, ServerProcess::netty);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        @Nullable String given = System.getProperty("conformance." + contract);
        if (given != null && key.startsWith("jettio")) {
            endpoint = endpoint(URI.create(given));
            return;
        }
        ServerProcess running = context.getRoot()
                .getStore(SERVERS)
                .computeIfAbsent(key, any -> warm(start.apply(contract)), ServerProcess.class);
        process = running;
        endpoint = endpoint(running.base());
    }

    private ServerProcess warm(ServerProcess started) {
        try {
            if (!contract.equals("engine-frames")) { // whose heartbeat is too slow to be missed
                WarmUp.of(
                        endpoint(started.base()),
                        contract.equals("engine-v3"),
                        contract.equals("js-client") ? 10 : 0,
                        key.startsWith("netty "));
            }
            return started;
        } catch (RuntimeException | AssertionError e) {
            started.close(); // nobody else knows of it yet
            throw e;
        }
    }

    /** {@return its process, empty where it was started by somebody else} */
    public OptionalLong pid() {
        @Nullable ServerProcess running = process;
        return running == null ? OptionalLong.empty() : OptionalLong.of(running.pid());
    }

    /** The path that a contract's sessions live under. */
    static String path(String contract) {
        return contract.contains("engine") ? "/engine.io/" : "/socket.io/";
    }

    private Endpoint endpoint(URI base) {
        return new Endpoint(base, path(contract));
    }

    public Endpoint endpoint() {
        @Nullable Endpoint running = endpoint;
        if (running == null) {
            throw new IllegalStateException("asked for before the test class began");
        }
        return running;
    }
}
