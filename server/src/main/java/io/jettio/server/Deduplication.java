package io.jettio.server;

import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How events that a client sends again are told: by a key that the application finds in them. A JavaScript client with the
 * option {@code retries} sends an event again, as a new one, when its ack does not come in time; without this, its handlers
 * run again. Immutable; see {@link Namespace#deduplicate}.
 *
 * <p>An event whose key is known is not handed to handlers, interceptors or {@code onAny}. Its client gets the answer that
 * the first event with the key got, byte for byte, also on another socket; where that was not answered yet, it gets the
 * answer when the first does. Where the first wanted no ack, nobody is answered. A key is forgotten, so that the next event
 * with it is handled, where
 *
 * <ul>
 *   <li>a handler of the first failed, or an interceptor refused it, before it was answered; a repeat that waits gets what
 *       an error mapper answers, or nothing;
 *   <li>no handler got the first: nobody handles it, an interceptor dropped it, its socket was disconnected before;
 *   <li>the window has passed since the first came;
 *   <li>there are more keys, or more bytes, than the namespace keeps: the oldest go. An event that comes again after that
 *       is handled again.
 * </ul>
 *
 * <p>The keys are of one namespace, on this server node; a child of a {@link DynamicNamespace} is given its deduplication by
 * {@link SocketIoServer#onNewNamespace}. Put the user into the key, or one user can be given what
 * another's event was answered. The window slides as events come; what is kept when none come is within the bounds.
 *
 * @param key finds the key of an event
 * @param window how long a key is known, from when the first event with it is handled; at least a millisecond, at most a
 *     day
 * @param maxKeys how many keys are known at most; positive
 * @param maxBytes how many bytes keys (two for each character) and answers may take together; positive
 */
public record Deduplication(Key key, Duration window, int maxKeys, long maxBytes) {
    /** How many repeats of one event may wait for its answer; beyond it, the one that waits longest gets none. */
    public static final int MAX_WAITING = 16;

    /**
     * Checks the bounds.
     *
     * @param key finds the key of an event
     * @param window how long a key is known; at least a millisecond, at most a day
     * @param maxKeys how many keys are known at most; positive
     * @param maxBytes how many bytes keys and answers may take together; positive
     * @throws IllegalArgumentException if a number or the window is out of its bounds
     */
    public Deduplication {
        Objects.requireNonNull(key, "key");
        if (window.compareTo(Duration.ofMillis(1)) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("window must be from a millisecond to a day: " + window);
        }
        if (maxKeys <= 0 || maxBytes <= 0) {
            throw new IllegalArgumentException("maxKeys and maxBytes must be positive: " + maxKeys + ", " + maxBytes);
        }
    }

    /**
     * {@return a deduplication with a window of 5 minutes, 10 000 keys and 8 MiB}
     *
     * @param key finds the key of an event
     */
    public static Deduplication by(Key key) {
        return new Deduplication(key, Duration.ofMinutes(5), 10_000, 8L << 20);
    }

    /**
     * {@return this with another window}
     *
     * @param duration how long a key is known
     * @throws IllegalArgumentException if it is shorter than a millisecond or longer than a day
     */
    public Deduplication withWindow(Duration duration) {
        return new Deduplication(key, duration, maxKeys, maxBytes);
    }

    /**
     * {@return this with another number of keys}
     *
     * @param keys how many keys are known at most
     * @throws IllegalArgumentException if it is not positive
     */
    public Deduplication withMaxKeys(int keys) {
        return new Deduplication(key, window, keys, maxBytes);
    }

    /**
     * {@return this with another number of bytes}
     *
     * @param bytes how many bytes keys and answers may take together
     * @throws IllegalArgumentException if it is not positive
     */
    public Deduplication withMaxBytes(long bytes) {
        return new Deduplication(key, window, maxKeys, bytes);
    }

    /** Finds the key of an event. */
    @FunctionalInterface
    public interface Key {
        /**
         * Finds the key. Called on the socket's lane, in the event's turn, before interceptors and handlers.
         *
         * @param socket the socket
         * @param event the event's name
         * @param arguments the event's arguments
         * @return what the event and its repeats have in common, and no other; null where the event is to be handled each
         *     time it comes
         * @throws Exception whatever goes wrong; the event is not handled, the error hook is told
         */
        @Nullable
        String of(Socket socket, String event, Payload arguments) throws Exception;
    }
}
