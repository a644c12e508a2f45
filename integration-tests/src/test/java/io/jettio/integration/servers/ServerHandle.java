package io.jettio.integration.servers;

import java.util.List;
import java.util.Map;

/** What a scenario may do to its server and to the connections, whatever carries them. */
public interface ServerHandle {
    /** What happened, as {@link TestServer} says. */
    Journal journal();

    /** Whether this server is one of those that differ so. */
    boolean differs(ServerDifference difference);

    /** Emits to whoever is in a namespace. */
    void emit(String namespace, String event, List<?> arguments);

    /** Emits to whoever is in a namespace, and keeps it for those who may recover their session. */
    void broadcast(String namespace, String event, List<?> arguments);

    /** Asks whoever is in a namespace; the answer comes in the journal. */
    void ask(String namespace, String event, List<?> arguments);

    /** Takes everybody out of a namespace. */
    void disconnect(String namespace);

    /** Takes everybody out of all namespaces, and closes the connections. */
    void disconnectAll();

    /** Sends the acks of {@code late}. */
    void answer();

    /** Lets those in who wait for {@code /slow}. */
    void admit();

    /** Cuts the connections without a word, on both sides. */
    void cut();

    /** Lets nothing pass over the connections, and tells nobody. */
    void freeze();

    /** Waits until a client that polls has a poll under way; does nothing where none polls. */
    void awaitPoll();

    /** Keeps new connections waiting until {@link #open}. */
    void hold();

    /** Ends {@link #hold}. */
    void open();

    /** Sends a text message that no server sends to all clients, over connections that have no transport but WebSocket. */
    void inject(String message);

    /** Stops the server and starts it anew, in the same place. */
    void restart();

    /** The transports of the connections. */
    List<String> transportsInUse();

    /** Waits for what happened to a socket of the server. */
    default void await(String line) {
        journal().await("server", line);
    }

    /** An attachment in a line of the journal. */
    static String attachment(byte[] bytes) {
        return LineProcess.JSON.toJson(
                Map.of("$binary", java.util.Base64.getEncoder().encodeToString(bytes)));
    }
}
