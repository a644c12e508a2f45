/**
 * The Socket.IO machine above the engine: connections that demultiplex namespaces, sockets with their lanes, rooms and
 * acks. Internal.
 *
 * <p>Packets are decoded on the I/O thread that brought them. From there acks go to who waits for them, and everything
 * that meets application code goes to the socket's lane.
 */
@NullMarked
package io.jettio.server.internal.socketio;

import org.jspecify.annotations.NullMarked;
