/**
 * The only package that knows Jetty: how to mount the server in one, and the standalone start. The handlers here work
 * in any Jetty 12 server, under any connector, next to handlers of any kind.
 */
@NullMarked
package io.jettio.server.jetty;

import org.jspecify.annotations.NullMarked;
