/**
 * Packets as MessagePack, in the form of the npm package {@code socket.io-msgpack-parser}:
 * {@link io.jettio.parser.msgpack.MsgpackParser}.
 *
 * <p>Arguments are mapped by a {@link io.jettio.protocol.json.JsonCodec} as with the default parser; MessagePack and JSON
 * are turned into each other as bytes. A parser and its encoders are stateless and thread-safe; a decoder belongs to one
 * connection.
 */
@NullMarked
package io.jettio.parser.msgpack;

import org.jspecify.annotations.NullMarked;
