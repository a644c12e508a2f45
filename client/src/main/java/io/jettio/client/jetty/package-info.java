/** For applications that have a Jetty HTTP client of their own. */
@NullMarked
package io.jettio.client.jetty;

import org.jspecify.annotations.NullMarked;
