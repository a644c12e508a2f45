package io.jettio.protocol.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that is the error hook of the namespace: it is told of what any handler there throws, unless a socket
 * has a hook of its own. Its parameters are, each at most once and in any order, a {@code Throwable}, the whole failure,
 * the socket and the handshake. A class has at most one. On a client it is told of
 * what any handler of its socket throws, and there is no handshake.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnError {}
