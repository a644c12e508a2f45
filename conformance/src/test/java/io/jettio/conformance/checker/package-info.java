/** The harness's checker against servers of ours and of others, and the pages that come from it. */
@NullMarked
package io.jettio.conformance.checker;

import org.jspecify.annotations.NullMarked;
