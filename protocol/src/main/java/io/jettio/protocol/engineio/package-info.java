/**
 * The values of the Engine.IO protocol, versions 4 and 3, and their codecs: one packet as one WebSocket message
 * ({@link io.jettio.protocol.engineio.EnginePacketCodec}), several as one long-polling body
 * ({@link io.jettio.protocol.engineio.PayloadCodec}), and the handshake
 * ({@link io.jettio.protocol.engineio.OpenData}).
 *
 * <p>All are immutable or stateless and may be shared by any number of threads.
 */
@NullMarked
package io.jettio.protocol.engineio;

import org.jspecify.annotations.NullMarked;
