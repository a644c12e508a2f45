/** WebSockets on Jetty's I/O layer: what reading and writing them has in common on both sides. */
@NullMarked
package io.jettio.common.jetty;

import org.jspecify.annotations.NullMarked;
