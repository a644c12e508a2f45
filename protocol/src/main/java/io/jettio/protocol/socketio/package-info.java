/**
 * The values of the Socket.IO protocol, revision 5 (and 4, which Engine.IO v3 clients speak): the sealed
 * {@link io.jettio.protocol.socketio.Packet} and its arguments, {@link io.jettio.protocol.socketio.Payload}.
 *
 * <p>All are immutable and may be shared by any number of threads. Whether a packet travels as {@code EVENT} or
 * {@code BINARY_EVENT} is no property of the packet: the encoder sees it from the data.
 */
@NullMarked
package io.jettio.protocol.socketio;

import org.jspecify.annotations.NullMarked;
