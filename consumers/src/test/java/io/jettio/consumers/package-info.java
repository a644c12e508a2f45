/** Jettio as its users get it: published coordinates, the pages' snippets, and the limits that the pages promise. */
@NullMarked
package io.jettio.consumers;

import org.jspecify.annotations.NullMarked;
