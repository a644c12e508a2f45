/** What a connection has received and its handlers have not taken yet. Internal. */
@NullMarked
package io.jettio.server.internal.run;

import org.jspecify.annotations.NullMarked;
