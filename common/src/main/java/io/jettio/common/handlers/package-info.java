/**
 * Objects whose methods are handlers: what server and client do alike with them. Which parameters there are, each side
 * says by its {@link io.jettio.common.handlers.Parameters}. For Jettio's own modules only.
 */
@NullMarked
package io.jettio.common.handlers;

import org.jspecify.annotations.NullMarked;
