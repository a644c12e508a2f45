/**
 * A load driver for Socket.IO servers over WebSocket. {@link io.jettio.benchmarks.load.LoadDriver} holds connections
 * with a fixed number of requests outstanding and counts replies; one thread does everything, since the driver shares
 * the machine with the server it measures.
 */
@NullMarked
package io.jettio.benchmarks.load;

import org.jspecify.annotations.NullMarked;
