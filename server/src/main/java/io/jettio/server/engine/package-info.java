/**
 * The Engine.IO server, usable alone: sessions over long-polling and WebSocket, with upgrade and heartbeats, for
 * protocol versions 4 and (by option) 3. Socket.IO is a layer above it that this package knows nothing of.
 *
 * <p>{@link io.jettio.server.engine.EngineServer} is the entry; a carrier such as
 * {@code io.jettio.server.jetty.SocketIoHandler} brings it its requests. Application code runs on the server's handler
 * threads, for one socket in order and one at a time, never on an I/O thread.
 */
@NullMarked
package io.jettio.server.engine;

import org.jspecify.annotations.NullMarked;
