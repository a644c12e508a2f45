/**
 * Other Java servers that serve the load contract, to compare with.
 */
@NullMarked
package io.jettio.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
