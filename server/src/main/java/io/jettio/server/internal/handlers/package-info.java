/** Objects whose methods are handlers: which parameters the server fills, and how a method becomes what a socket knows. */
@NullMarked
package io.jettio.server.internal.handlers;

import org.jspecify.annotations.NullMarked;
