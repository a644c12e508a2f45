/**
 * The checker of clients: a command that is told what to do, the server that it connects to, whose every answer is a
 * script's, and how scenarios are run. Knows nothing of the scenarios themselves.
 */
@NullMarked
package io.jettio.harness.client;

import org.jspecify.annotations.NullMarked;
