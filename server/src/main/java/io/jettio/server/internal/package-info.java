/** The machines behind the public API. Internal. */
@NullMarked
package io.jettio.server.internal;

import org.jspecify.annotations.NullMarked;
