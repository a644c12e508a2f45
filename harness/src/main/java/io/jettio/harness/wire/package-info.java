/**
 * The clients of the checker and of the conformance suite: HTTP/1.1 exchanges over {@code java.net.http} and WebSocket
 * frames over a socket. They know Engine.IO's packet separator and ping, nothing else; what a test sends and expects is spelled in the test.
 * Every wait is a read with a deadline. Nothing here is of Jettio: what is checked is not checked with itself.
 */
@NullMarked
package io.jettio.harness.wire;

import org.jspecify.annotations.NullMarked;
