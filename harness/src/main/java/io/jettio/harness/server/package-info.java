/**
 * The checker of servers: what is known of one, what cases may use of it, and what its process keeps. Knows nothing of
 * the cases themselves.
 */
@NullMarked
package io.jettio.harness.server;

import org.jspecify.annotations.NullMarked;
