/**
 * The client's threads: the {@link io.jettio.client.internal.concurrent.Strand} on which state changes, and the threads
 * of lanes and futures beside it.
 */
@NullMarked
package io.jettio.client.internal.concurrent;

import org.jspecify.annotations.NullMarked;
