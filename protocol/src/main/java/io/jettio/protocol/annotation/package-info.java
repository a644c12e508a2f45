/**
 * Handlers as methods of a class: annotations for the methods of a plain object, the same on server and client, and
 * {@link io.jettio.protocol.annotation.HandlerMethods}, which finds them. An object is registered explicitly; nothing
 * is scanned. Which parameters a method may take, and on which thread it is called, is the server's or the client's
 * promise.
 */
@NullMarked
package io.jettio.protocol.annotation;

import org.jspecify.annotations.NullMarked;
