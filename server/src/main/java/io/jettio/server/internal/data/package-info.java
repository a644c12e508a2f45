/** What the application keeps with a socket. */
@NullMarked
package io.jettio.server.internal.data;

import org.jspecify.annotations.NullMarked;
