/**
 * The checker of clients: a command that is told what to do, and the server that it connects to, whose every answer is a
 * script's. Knows nothing of the scenarios themselves, which are the cases of clients.
 */
@NullMarked
package io.jettio.harness.client;

import org.jspecify.annotations.NullMarked;
