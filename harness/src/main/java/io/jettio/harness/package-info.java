/** The commands of the harness: {@code check} and {@code distort}. */
@NullMarked
package io.jettio.harness;

import org.jspecify.annotations.NullMarked;
