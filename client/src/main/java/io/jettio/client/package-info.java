/**
 * The Socket.IO client (protocol revision 5, spoken by Socket.IO 3 and 4 servers): {@link io.jettio.client.SocketIo}
 * is where an application begins, {@link io.jettio.client.Manager} is one connection,
 * {@link io.jettio.client.Socket} one namespace on it.
 *
 * <p>Thread rules, which hold for every type here:
 * <ul>
 *   <li>Every method may be called from any thread, and none but those that say so ({@code call}, {@code close}) waits.
 *   <li>The listeners of one socket run one at a time, in the order in which things arrived, on a thread of their own
 *       (a virtual thread on JDK 21 and later, else one of a small daemon pool). They may block: that holds back the
 *       further events of the same socket, but neither its heartbeat nor its acks nor any other socket. Listeners of
 *       different sockets run in parallel, also where the sockets share a manager.
 *   <li>Events that wait for listeners are bounded: above 16 MiB or 16 384 of them the connection is not read until half
 *       are done, unless an ack is pending, and above four times that in any case. A connection that is not read for
 *       longer than the server's ping timeout is closed by the server.
 *   <li>An ack does not wait for listeners, so {@code call} works inside one. The stages that depend on the future of
 *       an {@code emitWithAck} run on a pool that listeners cannot exhaust.
 *   <li>What one thread emits leaves in the order in which it emitted. Arguments are read before {@code emit} returns:
 *       what the caller changes afterwards is not sent.
 *   <li>A listener that throws is reported to the socket's error listeners, or logged where there are none; nothing
 *       else changes.
 *   <li>All threads are daemon threads, belong to one manager, and end with its {@code close}.
 * </ul>
 */
@NullMarked
package io.jettio.client;

import org.jspecify.annotations.NullMarked;
