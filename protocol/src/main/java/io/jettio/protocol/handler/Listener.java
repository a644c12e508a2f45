package io.jettio.protocol.handler;

import org.jspecify.annotations.Nullable;

/**
 * Takes an event with one argument.
 *
 * @param <A> the type of the first argument
 */
@FunctionalInterface
public interface Listener<A extends @Nullable Object> {
    /**
     * Called once for each event.
     *
     * @param first the first argument, null where the sender gave none
     * @throws Exception whatever goes wrong; the error hook gets it and the connection lives
     */
    void on(A first) throws Exception;
}
