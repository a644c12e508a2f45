/**
 * The checker: cases, what they may use of a server, how they are run and what is said of them. Knows nothing of the
 * cases themselves.
 */
@NullMarked
package io.jettio.harness.check;

import org.jspecify.annotations.NullMarked;
