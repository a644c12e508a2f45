/**
 * Arguments mapped by Jackson 2: {@link io.jettio.json.jackson.JacksonJsonCodec}, for applications whose types carry
 * Jackson's annotations. Thread-safe.
 */
@NullMarked
package io.jettio.json.jackson;

import org.jspecify.annotations.NullMarked;
