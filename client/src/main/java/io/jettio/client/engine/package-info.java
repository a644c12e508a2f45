/**
 * The Engine.IO client, protocol version 4, usable without Socket.IO: messages over HTTP long-polling, WebSocket, or
 * polling that is upgraded to WebSocket.
 *
 * <p>{@link io.jettio.client.engine.EngineClient} owns the threads and the HTTP client,
 * {@link io.jettio.client.engine.EngineSocket} is one session. Every method may be called from any thread; the
 * {@link io.jettio.client.engine.EngineListener} of one session is called by one thread at a time, in order, and may
 * block without holding back the heartbeat.
 *
 * <p>A client has a network of its own: about four threads, and an HTTP client. Programs with many clients or managers
 * make one {@link io.jettio.client.engine.Network} and give it to all of them with
 * {@link io.jettio.client.engine.EngineOptionsBuilder#network}; then the number of threads does not grow with theirs, and
 * neither do the buffers. What is each one's own stays so: headers, cookies, options of sessions.
 */
@NullMarked
package io.jettio.client.engine;

import org.jspecify.annotations.NullMarked;
