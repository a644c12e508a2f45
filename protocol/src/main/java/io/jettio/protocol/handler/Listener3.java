package io.jettio.protocol.handler;

import org.jspecify.annotations.Nullable;

/**
 * Takes an event with three arguments.
 *
 * @param <A> the type of the first argument
 * @param <B> the type of the second argument
 * @param <C> the type of the third argument
 */
@FunctionalInterface
public interface Listener3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> {
    /**
     * Called once for each event.
     *
     * @param first the first argument, null where the sender gave none
     * @param second the second argument, null where the sender gave none
     * @param third the third argument, null where the sender gave none
     * @throws Exception whatever goes wrong; the error hook gets it and the connection lives
     */
    void on(A first, B second, C third) throws Exception;
}
