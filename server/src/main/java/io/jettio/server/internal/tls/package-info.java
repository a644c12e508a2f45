/** Certificates and keys from files, by Java's own means: it knows neither Jetty nor sockets. Internal. */
@NullMarked
package io.jettio.server.internal.tls;

import org.jspecify.annotations.NullMarked;
