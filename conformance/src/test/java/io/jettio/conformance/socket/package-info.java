/**
 * The contract {@code socket}. Each {@code …Rules} interface is one part of it; a class that implements them runs them
 * against one server. What only Jettio promises stands in the classes without a twin for the reference implementation.
 */
@NullMarked
package io.jettio.conformance.socket;

import org.jspecify.annotations.NullMarked;
