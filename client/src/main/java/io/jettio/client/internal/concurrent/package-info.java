/**
 * The client's threads: the {@link io.jettio.client.internal.concurrent.Strand} on which state changes, the
 * {@link io.jettio.client.internal.concurrent.Lane} on which one socket's listeners run, and the pools behind them.
 */
@NullMarked
package io.jettio.client.internal.concurrent;

import org.jspecify.annotations.NullMarked;
