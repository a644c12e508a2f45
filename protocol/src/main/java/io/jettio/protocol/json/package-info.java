/**
 * Arguments as JSON: the SPI for a JSON library ({@link io.jettio.protocol.json.JsonCodec}), the default on Gson
 * ({@link io.jettio.protocol.json.GsonJsonCodec}), and the lazily typed {@link io.jettio.protocol.json.JsonPayload}.
 *
 * <p>Codecs and payloads are thread-safe; outputs and inputs belong to one call.
 */
@NullMarked
package io.jettio.protocol.json;

import org.jspecify.annotations.NullMarked;
