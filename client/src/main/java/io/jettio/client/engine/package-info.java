/**
 * The Engine.IO client, protocol version 4, usable without Socket.IO: messages over HTTP long-polling, WebSocket, or
 * polling that is upgraded to WebSocket.
 *
 * <p>{@link io.jettio.client.engine.EngineClient} owns the threads and the HTTP client,
 * {@link io.jettio.client.engine.EngineSocket} is one session. Every method may be called from any thread; the
 * {@link io.jettio.client.engine.EngineListener} of one session is called by one thread at a time, in order, and may
 * block without holding back the heartbeat.
 */
@NullMarked
package io.jettio.client.engine;

import org.jspecify.annotations.NullMarked;
