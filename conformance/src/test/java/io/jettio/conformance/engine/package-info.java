/**
 * The contracts {@code engine} and {@code engine-v3}. Each {@code …Rules} interface is one part of a contract; a class
 * that implements them runs them against one server.
 */
@NullMarked
package io.jettio.conformance.engine;

import org.jspecify.annotations.NullMarked;
