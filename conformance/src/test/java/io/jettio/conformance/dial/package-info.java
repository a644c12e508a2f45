/** The client of the command line, as a process, against servers of two makes. */
@NullMarked
package io.jettio.conformance.dial;

import org.jspecify.annotations.NullMarked;
