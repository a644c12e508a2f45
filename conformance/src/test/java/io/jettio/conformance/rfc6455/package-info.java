/**
 * What RFC 6455 and RFC 7692 demand of a server's WebSockets, as rules that run over the contract {@code engine-frames}: a
 * message is a text that begins with {@code 4}, or any bytes, and comes back as it was.
 */
@NullMarked
package io.jettio.conformance.rfc6455;

import org.jspecify.annotations.NullMarked;
