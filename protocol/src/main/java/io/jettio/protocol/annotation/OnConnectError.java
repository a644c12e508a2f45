package io.jettio.protocol.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of a client that is told of each attempt to connect that failed. Its parameters are, each at most once
 * and in any order, the error and the socket. A class has at most one. A server refuses a class that has it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnConnectError {}
