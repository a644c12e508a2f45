/** A proxy that makes a correct server wrong in one way, to prove that checks notice. */
@NullMarked
package io.jettio.harness.distort;

import org.jspecify.annotations.NullMarked;
