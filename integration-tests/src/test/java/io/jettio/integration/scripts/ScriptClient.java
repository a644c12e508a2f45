package io.jettio.integration.scripts;

import io.jettio.integration.servers.Journal;
import java.util.Map;
import java.util.function.Predicate;

/** A client that follows scripts. */
interface ScriptClient {
    /** The word that begins the lines which are for this client only. */
    String name();

    /**
     * Makes a manager and the socket {@code a}, neither of which is connected.
     *
     * @param journal takes what happens, in one stream for each socket, one for its acks and one for the manager
     */
    void begin(String url, Script script, Journal journal);

    void follow(Script.Step step);

    /**
     * What sockets are.
     *
     * @param of names those that are asked for; of others it may tell, too
     * @param expected what they should be soon, or null where they are asked as they are
     */
    Map<String, ?> states(Predicate<String> of, Map<String, ?> expected);

    /** Ends all that has begun since {@link #begin}. */
    void end();
}
