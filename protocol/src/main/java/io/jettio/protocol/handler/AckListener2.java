package io.jettio.protocol.handler;

import org.jspecify.annotations.Nullable;

/**
 * Takes an event with two arguments, and the means to acknowledge it.
 *
 * @param <A> the type of the first argument
 * @param <B> the type of the second argument
 */
@FunctionalInterface
public interface AckListener2<A extends @Nullable Object, B extends @Nullable Object> {
    /**
     * Called once for each event.
     *
     * @param first the first argument, null where the sender gave none
     * @param second the second argument, null where the sender gave none
     * @param ack answers the event: now, later or never
     * @throws Exception whatever goes wrong; the error hook gets it and the connection lives
     */
    void on(A first, B second, Ack ack) throws Exception;
}
