/** The interop harness: servers that suites of other languages can be pointed at, as one runnable jar. */
@NullMarked
package io.jettio.interop;

import org.jspecify.annotations.NullMarked;
