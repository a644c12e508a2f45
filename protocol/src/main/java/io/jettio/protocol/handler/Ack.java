package io.jettio.protocol.handler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers one event. It may be sent from any thread, now, later or never; only the first answer goes out. Where the
 * sender asked for no ack, sending does nothing.
 *
 * <p>Not for implementation by applications.
 */
public interface Ack {
    /**
     * {@return whether the sender waits for an answer}
     */
    boolean isRequested();

    /**
     * Answers with any number of arguments.
     *
     * @param arguments the answer, null elements allowed
     * @return whether this was the first answer to somebody who waits for one
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped; the ack may then be sent again
     */
    boolean sendAll(List<? extends @Nullable Object> arguments);

    /**
     * Answers without an argument.
     *
     * @return whether this was the first answer to somebody who waits for one
     */
    default boolean send() {
        return sendAll(List.of());
    }

    /**
     * Answers with one argument.
     *
     * @param argument the answer; an array or a list is one argument
     * @return whether this was the first answer to somebody who waits for one
     * @throws io.jettio.protocol.json.JsonException if the argument cannot be mapped; the ack may then be sent again
     */
    default boolean send(@Nullable Object argument) {
        return sendAll(Arguments.of(argument));
    }

    /**
     * Answers with two or more arguments.
     *
     * @param first the first argument
     * @param second the second argument
     * @param more the others
     * @return whether this was the first answer to somebody who waits for one
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped; the ack may then be sent again
     */
    default boolean send(@Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return sendAll(Arguments.of(first, second, more));
    }
}
