package io.jettio.integration.servers;

import java.util.Map;

/**
 * A server of some make that behaves as all servers of these tests do. Its namespaces are {@code /}, {@code /chat},
 * {@code /deep/er/chat}, {@code /admin} (which refuses whoever has no token), {@code /slow} (where middleware waits for
 * {@code admit}) and {@code /fickle} (which refuses the first), and its events those that stand in {@code server.mjs}.
 *
 * <p>Its journal has the stream {@code server} of what happened to its sockets and, where it records them, a stream
 * {@code packets} for each namespace.
 */
public interface TestServer {
    /**
     * Starts it anew.
     *
     * @param options the server's, in the words of the JavaScript server
     * @param journal takes what happens from now on
     * @return the port on which it listens
     */
    int start(Map<String, ?> options, Journal journal);

    /** Tells it to do something, which is done on return. */
    Map<?, ?> command(String name, Map<String, ?> arguments);

    /** Stops it, and ends the connections that there are. */
    void stop();

    /** Ends it, with all that it has started. */
    void end() throws Exception;
}
