/**
 * What a server tells about itself: {@link io.jettio.server.observe.ServerObserver} is told what happens, and
 * {@link io.jettio.server.observe.ServerHealth} is how it is at a moment.
 *
 * <p>Thread rule: observers are called by the thread that does the thing, often an I/O thread, and must not block.
 */
@NullMarked
package io.jettio.server.observe;

import org.jspecify.annotations.NullMarked;
