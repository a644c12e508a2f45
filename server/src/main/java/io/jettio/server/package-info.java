/**
 * The Socket.IO server, as an application author sees it. {@link io.jettio.server.SocketIoServer} is the entry.
 *
 * <p>Threads: handlers run on the server's handler threads (virtual threads on JDK 21 and later, a pool of its own
 * before), for one socket in order and one at a time, for different sockets in parallel. A handler may block. Every
 * method of every type here may be called from any thread, and none blocks on the network but
 * {@link io.jettio.server.Socket#call call}, {@link io.jettio.server.SocketIoServer#run run} and {@code close}.
 */
@NullMarked
package io.jettio.server;

import org.jspecify.annotations.NullMarked;
