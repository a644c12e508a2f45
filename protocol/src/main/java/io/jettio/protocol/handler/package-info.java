/**
 * The shapes of event handlers, the same on server and client. Names tell them apart, not overloads: a
 * {@code Listener} takes arguments, an {@code AckListener} also gets the {@link io.jettio.protocol.handler.Ack}, an
 * {@code Answer} returns what is acknowledged. Each may throw; the error hook of the socket gets what it throws.
 *
 * <p>{@link io.jettio.protocol.handler.EventHandler} is what they all become: it maps a payload to typed arguments and
 * calls the user's code. On which thread that happens is the server's or the client's promise.
 */
@NullMarked
package io.jettio.protocol.handler;

import org.jspecify.annotations.NullMarked;
