/** The framing of RFC 6455 for a server: bytes to messages and messages to bytes, without threads or I/O. */
@NullMarked
package io.jettio.server.internal.websocket;

import org.jspecify.annotations.NullMarked;
