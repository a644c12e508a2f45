/** A Jetty of our own, for a server that listens by itself. Internal. */
@NullMarked
package io.jettio.server.internal.jetty;

import org.jspecify.annotations.NullMarked;
