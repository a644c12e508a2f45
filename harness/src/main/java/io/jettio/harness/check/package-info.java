/**
 * What checking a server and checking a client have in common: cases, how they are run and judged, and what is said of
 * them. Knows neither what is checked nor the cases themselves.
 */
@NullMarked
package io.jettio.harness.check;

import org.jspecify.annotations.NullMarked;
