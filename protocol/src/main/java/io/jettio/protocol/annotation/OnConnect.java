package io.jettio.protocol.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method that is told of each socket that joins. It judges nobody: who is let in, middlewares decide before. Its
 * parameters are, each at most once and in any order, the socket, the handshake and {@link Auth}. A class has at most
 * one. On a client it is told each time the server has accepted its socket, and takes the socket alone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnConnect {}
