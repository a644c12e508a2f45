/**
 * Packets to frames and back: the SPI ({@link io.jettio.protocol.parser.Parser}) and the default format
 * ({@link io.jettio.protocol.parser.JsonParser}).
 *
 * <p>A parser and its encoder are stateless and thread-safe; a decoder belongs to one connection and is used by one
 * thread at a time.
 */
@NullMarked
package io.jettio.protocol.parser;

import org.jspecify.annotations.NullMarked;
