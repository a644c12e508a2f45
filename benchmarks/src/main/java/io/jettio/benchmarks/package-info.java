/**
 * What measures Jettio: a load driver, a comparison of servers, and codec benchmarks. {@link io.jettio.benchmarks.Main}
 * is the way in; nothing here is published.
 */
@NullMarked
package io.jettio.benchmarks;

import org.jspecify.annotations.NullMarked;
