/** Reads the files that TLS needs. */
@NullMarked
package io.jettio.client.internal.tls;

import org.jspecify.annotations.NullMarked;
