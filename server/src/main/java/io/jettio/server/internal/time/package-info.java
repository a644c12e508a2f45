/** The thread that wakes for the deadlines of a server. Internal. */
@NullMarked
package io.jettio.server.internal.time;

import org.jspecify.annotations.NullMarked;
