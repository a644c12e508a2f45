/** The cases, by topic. Each is a rule with the bytes that show it. */
@NullMarked
package io.jettio.harness.cases;

import org.jspecify.annotations.NullMarked;
