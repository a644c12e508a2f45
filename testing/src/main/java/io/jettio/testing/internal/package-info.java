/** How a kit carries bytes, and its time and threads. Internal. */
@NullMarked
package io.jettio.testing.internal;

import org.jspecify.annotations.NullMarked;
