/**
 * The carriers on Jetty: its HTTP client for polling, its core WebSocket client for WebSocket. The only package with
 * Jetty types; no callback does more here than hand over to a strand.
 */
@NullMarked
package io.jettio.client.internal.jetty;

import org.jspecify.annotations.NullMarked;
