package io.jettio.conformance.subject;

import io.jettio.harness.wire.Access;
import io.jettio.harness.wire.Endpoint;
import java.net.URI;
import java.time.Duration;
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

    private static final String STEADY = " steady";
    private static final String PATIENT = " patient";
    private static final String DEPLOYED = "deployed ";

    /** What a patient server waits for that the contract has less for. */
    private static final long PATIENCE_MILLIS = 4_000;

    /** How long something may take that has to come: only a failure waits as long. */
    private static final Duration PATIENCE_OF_TESTS = Duration.ofSeconds(30);

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
        return new RunningServer("jettio " + contract, contract, name -> ServerProcess.jettio(name));
    }

    /** Jettio's server in another form of deployment, with TLS by a certificate of its own. */
    public static RunningServer deployedJettio(String contract, String form) {
        return new RunningServer(
                DEPLOYED + contract + " " + form, contract, name -> ServerProcess.jettio(name, "--form", form));
    }

    /** Jettio's server for tests that are not about its times, which play no part: this machine may be busy for longer. */
    public static RunningServer steadyJettio(String contract) {
        return new RunningServer(
                "jettio " + contract + STEADY, contract, name -> ServerProcess.jettio(name, "--times", "steady"));
    }

    /**
     * The same for tests that are about its times: it pings as the contract has it, and waits four seconds for whatever the
     * contract has less for, since this machine may keep a test from answering for longer than that.
     */
    public static RunningServer patientJettio(String contract) {
        return new RunningServer(
                "jettio " + contract + PATIENT, contract, name -> ServerProcess.jettio(name, "--times", "patient"));
    }

    /** The reference implementation's server for tests that are not about its times. */
    public static RunningServer steadyNode(String contract) {
        return new RunningServer(
                "node " + contract + STEADY,
                contract,
                name -> ServerProcess.node(name, "--times", "25000,20000,40000"));
    }

    /** The reference implementation's server for tests that are about its times. */
    public static RunningServer patientNode(String contract) {
        return new RunningServer(
                "node " + contract + PATIENT, contract, name -> ServerProcess.node(name, "--times", "300,4000,4000"));
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
            if (!contract.equals("engine-frames")
                    && !key.endsWith(STEADY)
                    && !key.endsWith(PATIENT)) { // whose heartbeat is too slow to be missed
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
        Access access = key.startsWith(DEPLOYED) ? AnyCertificate.access() : Access.PLAIN;
        return new Endpoint(base, path(contract), access.patient(PATIENCE_OF_TESTS));
    }

    /** {@return how long it waits for a pong, in milliseconds} */
    public long pingTimeoutMillis() {
        return isPatient() ? PATIENCE_MILLIS : 200;
    }

    /** {@return how long it waits for a CONNECT and for an upgrade, in milliseconds} */
    public long patienceMillis() {
        return isPatient() ? PATIENCE_MILLIS : 1_000;
    }

    /** One that somebody else has started keeps to the contract. */
    private boolean isPatient() {
        return key.endsWith(PATIENT) && process != null;
    }

    public Endpoint endpoint() {
        @Nullable Endpoint running = endpoint;
        if (running == null) {
            throw new IllegalStateException("asked for before the test class began");
        }
        return running;
    }
}
