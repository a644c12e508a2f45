/**
 * Where application code runs, and how what it sends is gathered: the handler threads, a lane per socket, and the scope
 * whose end flushes the connections that became dirty in it. Internal.
 */
@NullMarked
package io.jettio.server.internal.run;

import org.jspecify.annotations.NullMarked;
