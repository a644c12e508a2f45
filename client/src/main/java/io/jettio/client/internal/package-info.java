/**
 * The manager and its sockets. Everything labelled "strand" is read and written only on the manager's
 * {@link io.jettio.client.internal.concurrent.Strand}; user code never runs there, it runs on the lane of its socket.
 */
@NullMarked
package io.jettio.client.internal;

import org.jspecify.annotations.NullMarked;
