package io.jettio.protocol.handler;

import org.jspecify.annotations.Nullable;

/**
 * Answers an event with two arguments: what it returns is the ack.
 *
 * @param <A> the type of the first argument
 * @param <B> the type of the second argument
 */
@FunctionalInterface
public interface Answer2<A extends @Nullable Object, B extends @Nullable Object> {
    /**
     * Called once for each event.
     *
     * @param first the first argument, null where the sender gave none
     * @param second the second argument, null where the sender gave none
     * @return the one argument of the ack, or a {@link java.util.concurrent.CompletionStage} of it; a stage does not
     *     hold back the socket's next event
     * @throws Exception whatever goes wrong; the error hook gets it and no ack is sent
     */
    @Nullable
    Object answer(A first, B second) throws Exception;
}
