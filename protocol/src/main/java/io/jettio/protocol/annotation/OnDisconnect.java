package io.jettio.protocol.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that is told of the end of each socket, with the reason. Its parameters are, each at most once and in
 * any order, the socket, the reason, the handshake and {@link Auth}. A class has at most one. On a client it is told of
 * each loss of the connection, too, and there are neither handshake nor auth.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnDisconnect {}
