/** The engine's hooks and bounds, seen from a network peer: a real Jetty on loopback, and the bytes that travel. */
@NullMarked
package io.jettio.server.hooks;

import org.jspecify.annotations.NullMarked;
