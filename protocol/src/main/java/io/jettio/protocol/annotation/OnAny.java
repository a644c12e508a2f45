package io.jettio.protocol.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that is told of every event, whether handled or not, before the handlers of the event. Its parameters
 * are, each at most once and in any order, a {@code String} for the event's name, a
 * {@link io.jettio.protocol.socketio.Payload} for the arguments, the socket, the handshake and {@link Auth}. A class has
 * at most one. On a client there are neither handshake nor auth.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnAny {}
