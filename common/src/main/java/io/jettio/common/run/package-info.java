/**
 * Where application code runs, and how what it sends is gathered: the handler threads, a lane per socket, and the scope
 * whose end flushes the connections that became dirty in it. For Jettio's own modules only.
 */
@NullMarked
package io.jettio.common.run;

import org.jspecify.annotations.NullMarked;
