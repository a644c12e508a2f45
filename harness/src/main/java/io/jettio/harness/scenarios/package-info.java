/** The scenarios for clients: literal bytes, and what a client makes of them. */
@NullMarked
package io.jettio.harness.scenarios;

import org.jspecify.annotations.NullMarked;
