package io.jettio.server;

import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many events each socket may send: a bucket of tokens that is full at first and is filled again steadily. Each event
 * takes a token when it arrives; one that finds none does not reach handlers, interceptors or {@code onAny}, and the
 * answer hook says what becomes of it. Immutable; there is no limit unless one is set.
 *
 * @param events how many events may come in each period on average; positive
 * @param period the period; positive
 * @param burst how many events may come at once, the size of the bucket; positive
 * @param hook says what becomes of an event that finds no token
 */
public record RateLimit(int events, Duration period, int burst, Hook hook) {
    /**
     * Checks the bounds.
     *
     * @param events how many events may come in each period on average; positive
     * @param period the period; positive
     * @param burst how many events may come at once; positive
     * @param hook says what becomes of an event that finds no token
     * @throws IllegalArgumentException if a number or the period is not positive, or the period longer than a day
     */
    public RateLimit {
        Objects.requireNonNull(hook, "hook");
        if (events <= 0 || burst <= 0) {
            throw new IllegalArgumentException("events and burst must be positive: " + events + ", " + burst);
        }
        if (period.isNegative() || period.isZero() || period.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("period must be positive and at most a day: " + period);
        }
    }

    /**
     * {@return a limit whose bucket holds the events of one period, and that drops what is beyond it}
     *
     * @param events how many events may come in each period
     * @param period the period
     * @throws IllegalArgumentException if either is not positive, or the period longer than a day
     */
    public static RateLimit of(int events, Duration period) {
        return new RateLimit(events, period, events, (socket, event, arguments) -> Verdict.drop());
    }

    /**
     * {@return this limit with another size of the bucket}
     *
     * @param events how many events may come at once
     * @throws IllegalArgumentException if it is not positive
     */
    public RateLimit withBurst(int events) {
        return new RateLimit(this.events, period, events, hook);
    }

    /**
     * {@return this limit with another answer}
     *
     * @param answer says what becomes of an event that finds no token
     */
    public RateLimit answer(Hook answer) {
        return new RateLimit(events, period, burst, answer);
    }

    /** Says what becomes of an event beyond the limit. Called on the socket's lane, in the event's turn. */
    @FunctionalInterface
    public interface Hook {
        /**
         * Decides.
         *
         * @param socket the socket
         * @param event the event's name
         * @param arguments the event's arguments
         * @return what becomes of it
         * @throws Exception whatever goes wrong; the event is dropped, the error hook is told
         */
        Verdict decide(Socket socket, String event, Payload arguments) throws Exception;
    }

    /** What becomes of an event beyond the limit. */
    public static final class Verdict {
        private static final Verdict DROP = new Verdict(Kind.DROP, null);

        /** The cases. */
        public enum Kind {
            /** It is forgotten. */
            DROP,
            /** It is forgotten; a client that waits for an ack gets one. */
            ACK,
            /** The socket leaves its namespace. */
            DISCONNECT,
            /** The whole connection is closed. */
            DISCONNECT_ALL
        }

        private final Kind kind;
        private final @Nullable List<? extends @Nullable Object> ack;

        private Verdict(Kind kind, @Nullable List<? extends @Nullable Object> ack) {
            this.kind = kind;
            this.ack = ack;
        }

        /**
         * {@return that the event is forgotten}
         */
        public static Verdict drop() {
            return DROP;
        }

        /**
         * {@return that the event is forgotten, and a client that waits for an ack gets this one}
         *
         * @param arguments the arguments of the ack, null elements allowed
         */
        public static Verdict ack(List<? extends @Nullable Object> arguments) {
            return new Verdict(Kind.ACK, arguments);
        }

        /**
         * {@return that the socket leaves its namespace}
         */
        public static Verdict disconnect() {
            return new Verdict(Kind.DISCONNECT, null);
        }

        /**
         * {@return that the whole connection is closed}
         */
        public static Verdict disconnectAll() {
            return new Verdict(Kind.DISCONNECT_ALL, null);
        }

        /**
         * {@return which case it is}
         */
        public Kind kind() {
            return kind;
        }

        /**
         * {@return the arguments of the ack; empty where it is no {@link Kind#ACK}}
         */
        public List<? extends @Nullable Object> ackArguments() {
            return ack == null ? List.of() : ack;
        }
    }
}
