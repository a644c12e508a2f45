package io.jettio.benchmarks.load;

import java.net.URI;

/**
 * One run of the driver.
 *
 * @param url {@code http://host:port}; another path than {@code /socket.io/} may follow
 * @param raw whether the server echoes frames and knows nothing of Socket.IO
 * @param scenario what the connections do
 * @param connections how many
 * @param outstanding how many requests of a connection (broadcasts, handshakes) are under way at once
 * @param payload how many characters or bytes the argument has
 * @param warmupSeconds how long to run before counting; connections stay open
 * @param seconds how long to count
 * @param pid the server's process, or 0 when nobody wants its CPU time and memory
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
        long pid) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one makes no sense
     */
    public LoadPlan {
        if (!"http".equals(url.getScheme()) || url.getHost() == null || url.getPort() < 0) {
            throw new IllegalArgumentException("http://host:port expected, not " + url);
        }
        if (connections < 1 || outstanding < 1 || payload < 0 || warmupSeconds < 0 || seconds <= 0) {
            throw new IllegalArgumentException("connections, outstanding and seconds must be positive");
        }
    }

    /**
     * {@return the same run on another server}
     *
     * @param otherUrl its address
     * @param otherRaw whether it only echoes
     * @param otherPid its process
     */
    public LoadPlan on(URI otherUrl, boolean otherRaw, long otherPid) {
        return new LoadPlan(
                otherUrl, otherRaw, scenario, connections, outstanding, payload, warmupSeconds, seconds, otherPid);
    }

    /**
     * {@return the same run for another time}
     *
     * @param otherWarmup the warm-up
     * @param otherSeconds the time that counts
     */
    public LoadPlan lasting(double otherWarmup, double otherSeconds) {
        return new LoadPlan(url, raw, scenario, connections, outstanding, payload, otherWarmup, otherSeconds, pid);
    }

    String path() {
        return url.getPath().isEmpty() || "/".equals(url.getPath()) ? "/socket.io/" : url.getPath();
    }
}
