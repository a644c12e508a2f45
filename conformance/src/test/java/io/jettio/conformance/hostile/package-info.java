/**
 * What bad input gets, by the byte: Jettio's own promises, stricter than the reference implementation's. Beside each
 * hostile connection a witness echoes before and after, so that nothing reaches past the connection that sent it.
 */
@NullMarked
package io.jettio.conformance.hostile;

import org.jspecify.annotations.NullMarked;
