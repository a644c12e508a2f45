/** Deadlines of the server, kept in one queue that one thread wakes for. Internal. */
@NullMarked
package io.jettio.server.internal.time;

import org.jspecify.annotations.NullMarked;
