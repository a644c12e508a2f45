/**
 * Tests of an application's own handlers without a network: the application's server and Jettio's client, whole, with only
 * the carrier of the bytes exchanged, on a clock that the test turns. Begin with {@link io.jettio.testing.SocketIoTestKit}.
 */
@NullMarked
package io.jettio.testing;

import org.jspecify.annotations.NullMarked;
