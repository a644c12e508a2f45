package io.jettio.benchmarks.load;

import java.net.URI;

/**
 * One run of the driver.
 *
 * @param url {@code http://host:port} or {@code https://host:port}, whose certificate does not matter; another path
 *     than {@code /socket.io/} may follow
 * @param raw whether the server echoes frames and knows nothing of Socket.IO
 * @param scenario what the connections do
 * @param connections how many
 * @param outstanding how many requests of a connection (broadcasts, handshakes) are under way at once
 * @param payload how many characters or bytes the argument has
 * @param warmupSeconds how long to run before counting; connections stay open
 * @param seconds how long to count
 * @param pid the server's process, or 0 when nobody wants its CPU time and memory
 * @param rate messages per second over all connections, due on a fixed schedule (an open loop); 0 for a closed loop
 * @param blocking which connections' handlers block
 */
public record LoadPlan(
        URI url,
        boolean raw,
        Scenario scenario,
        int connections,
        int outstanding,
        int payload,
        double warmupSeconds,
        double seconds,
        long pid,
        double rate,
        Blocking blocking) {
    /**
     * The connections that send nothing but an event whose handler blocks.
     *
     * @param connections how many, the first ones
     * @param millis how long the handlers block; 0 when those connections only stay
     */
    public record Blocking(int connections, int millis) {
        /** None. */
        public static final Blocking NONE = new Blocking(0, 0);
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one makes no sense
     */
    public LoadPlan {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getPort() < 0) {
            throw new IllegalArgumentException("http://host:port or https://host:port expected, not " + url);
        }
        if (connections < 1 || outstanding < 1 || payload < 0 || warmupSeconds < 0 || seconds <= 0 || rate < 0) {
            throw new IllegalArgumentException("connections, outstanding and seconds must be positive");
        }
        if (raw && !scenario.raw()) {
            throw new IllegalArgumentException("a raw server knows no " + scenario);
        }
        if (rate > 0 && !scenario.open()) {
            throw new IllegalArgumentException("there is no open loop of " + scenario);
        }
        if (blocking.connections() > 0 && (rate == 0 || blocking.connections() >= connections)) {
            throw new IllegalArgumentException("blocking needs a rate, and connections that do not block");
        }
        if (blocking.millis() > 0 && (warmupSeconds + seconds) * 1000 >= blocking.millis()) {
            throw new IllegalArgumentException("handlers must block for longer than warm-up and counting take");
        }
    }

    /**
     * A closed loop.
     *
     * @param url the server's address
     * @param raw whether it only echoes
     * @param scenario what the connections do
     * @param connections how many
     * @param outstanding requests under way
     * @param payload characters or bytes of the argument
     * @param warmupSeconds time before counting
     * @param seconds time that counts
     * @param pid the server's process, or 0
     */
    public LoadPlan(
            URI url,
            boolean raw,
            Scenario scenario,
            int connections,
            int outstanding,
            int payload,
            double warmupSeconds,
            double seconds,
            long pid) {
        this(url, raw, scenario, connections, outstanding, payload, warmupSeconds, seconds, pid, 0, Blocking.NONE);
    }

    /**
     * {@return the same run as an open loop}
     *
     * @param messages per second over all connections
     */
    public LoadPlan atRate(double messages) {
        return with(connections, messages, blocking);
    }

    /**
     * {@return the same run with handlers that block}
     *
     * @param other whose, and how long
     */
    public LoadPlan blocking(Blocking other) {
        return with(connections, rate, other);
    }

    /**
     * {@return the same run with another number of connections}
     *
     * @param other how many
     */
    public LoadPlan connections(int other) {
        return with(other, rate, blocking);
    }

    private LoadPlan with(int otherConnections, double otherRate, Blocking otherBlocking) {
        return new LoadPlan(
                url,
                raw,
                scenario,
                otherConnections,
                outstanding,
                payload,
                warmupSeconds,
                seconds,
                pid,
                otherRate,
                otherBlocking);
    }

    String path() {
        return url.getPath().isEmpty() || "/".equals(url.getPath()) ? "/socket.io/" : url.getPath();
    }

    boolean tls() {
        return "https".equals(url.getScheme());
    }
}
