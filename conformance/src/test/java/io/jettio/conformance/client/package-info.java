/**
 * The contracts {@code js-client} and {@code java-client}. Each {@code …Rules} interface is one contract, or a part of one;
 * a class that implements it runs it against one server.
 */
@NullMarked
package io.jettio.conformance.client;

import org.jspecify.annotations.NullMarked;
