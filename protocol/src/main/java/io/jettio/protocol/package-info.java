/**
 * What every layer of the protocol shares: {@link io.jettio.protocol.Frame frames}, the
 * {@link io.jettio.protocol.DecodeLimits limits} that a decoder enforces, and the
 * {@link io.jettio.protocol.ProtocolException exception} that says where bytes from a peer broke the protocol.
 *
 * <p>Everything here is immutable or confined to its caller; nothing starts a thread, reads a clock or does I/O.
 */
@NullMarked
package io.jettio.protocol;

import org.jspecify.annotations.NullMarked;
