/** The test kit as a JUnit extension; needs JUnit Jupiter. */
@NullMarked
package io.jettio.testing.junit;

import org.jspecify.annotations.NullMarked;
