/** The framing of RFC 6455: bytes to messages and messages to bytes, without threads or I/O. */
@NullMarked
package io.jettio.common.websocket;

import org.jspecify.annotations.NullMarked;
