/** Which parameters of handler methods the server fills, and with what. */
@NullMarked
package io.jettio.server.internal.handlers;

import org.jspecify.annotations.NullMarked;
