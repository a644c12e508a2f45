/**
 * The contracts {@code js-engine-client} and {@code java-engine-client}. Each {@code …Rules} interface is one contract; a
 * class that implements it runs it against one server.
 */
@NullMarked
package io.jettio.conformance.engineclient;

import org.jspecify.annotations.NullMarked;
