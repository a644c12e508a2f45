/** What all packages of this module use. For Jettio's own modules only. */
@NullMarked
package io.jettio.common;

import org.jspecify.annotations.NullMarked;
