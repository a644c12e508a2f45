/**
 * Runs the load driver against several servers in turn, so that a ratio between two of them comes from the same minute.
 */
@NullMarked
package io.jettio.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
