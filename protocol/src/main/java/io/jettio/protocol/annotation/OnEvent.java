package io.jettio.protocol.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that handles an event. What the parameters do not say by type (the socket, the handshake (on a server),
 * {@link io.jettio.protocol.handler.Ack}, {@link Auth}) are the arguments of the event, in order and of any type that the
 * JSON mapping knows; a {@link io.jettio.protocol.socketio.Payload} behind them has all arguments as they came.
 *
 * <p>What the method returns, or what a returned {@link java.util.concurrent.CompletionStage} completes with, is the ack. A
 * method that returns nothing acknowledges nothing, unless it takes the {@code Ack} and does it by that; one that returns
 * something cannot take it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnEvent {
    /**
     * {@return the names of the events; at least one}
     */
    String[] value();
}
