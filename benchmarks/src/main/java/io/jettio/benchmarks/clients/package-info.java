/** Compares Jettio's client with the official Java client: each in a JVM of its own, in turn, against one server. */
@NullMarked
package io.jettio.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
