/**
 * The contracts of the protocol's interfaces, as abstract JUnit suites: {@link io.jettio.contracts.protocol.ParserContract}
 * for a {@link io.jettio.protocol.parser.Parser}, {@link io.jettio.contracts.protocol.JsonCodecContract} for a
 * {@link io.jettio.protocol.json.JsonCodec}. Whoever writes one extends the suite and returns it from one method; each
 * rule is a test.
 */
@NullMarked
package io.jettio.contracts.protocol;

import org.jspecify.annotations.NullMarked;
