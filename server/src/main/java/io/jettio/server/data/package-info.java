/**
 * What the application keeps with a socket. {@link io.jettio.server.data.SocketData} holds single values under typed
 * keys; {@link io.jettio.server.data.SocketSession} holds one map that is read, changed and saved as a whole. Both may be
 * used by any thread.
 */
@NullMarked
package io.jettio.server.data;

import org.jspecify.annotations.NullMarked;
