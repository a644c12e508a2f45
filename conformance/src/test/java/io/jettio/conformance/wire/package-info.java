/**
 * The suite's own clients: HTTP/1.1 exchanges over {@code java.net.http} and WebSocket frames over a plain socket.
 * They know Engine.IO's packet separator and ping, nothing else; what a test sends and expects is spelled in the test.
 * Every wait is a read with a deadline.
 */
@NullMarked
package io.jettio.conformance.wire;

import org.jspecify.annotations.NullMarked;
