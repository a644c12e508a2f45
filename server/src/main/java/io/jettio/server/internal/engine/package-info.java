/**
 * The Engine.IO machine: sessions, their transports, heartbeats and the upgrade, over two small ports
 * ({@link io.jettio.server.internal.engine.HttpExchange} and
 * {@link io.jettio.server.internal.engine.WebSocketChannel}) that a carrier implements. It knows neither Jetty nor
 * namespaces. Internal.
 *
 * <p>A session's lock is the session object. Nothing is called out while it is held: no carrier, no listener.
 */
@NullMarked
package io.jettio.server.internal.engine;

import org.jspecify.annotations.NullMarked;
