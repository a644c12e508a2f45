/**
 * Deadlines, kept in one queue that somebody else's thread runs: a server's timer, or a client's strand. For Jettio's own
 * modules only.
 */
@NullMarked
package io.jettio.common.time;

import org.jspecify.annotations.NullMarked;
