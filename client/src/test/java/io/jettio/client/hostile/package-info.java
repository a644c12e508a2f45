/** Servers that are broken or mean harm, and what the client makes of them. */
@NullMarked
package io.jettio.client.hostile;

import org.jspecify.annotations.NullMarked;
