/**
 * The Engine.IO session as a state machine over two small carriers, {@code HttpCarrier} and {@code WebSocketCarrier},
 * which know nothing of Engine.IO and of which this package knows no implementation. It knows no namespace either.
 *
 * <p>Transports and sessions live on one {@link io.jettio.client.internal.concurrent.Strand}; carriers call back from
 * any thread and each callback first moves there.
 */
@NullMarked
package io.jettio.client.internal.engine;

import org.jspecify.annotations.NullMarked;
