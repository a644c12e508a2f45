/**
 * Decoding and encoding with Jettio's codecs beside the parser of the official Java client, under JMH.
 */
@NullMarked
package io.jettio.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
