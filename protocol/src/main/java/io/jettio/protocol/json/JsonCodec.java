package io.jettio.protocol.json;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Maps Java values to JSON and back; the seam for a JSON library. Implementations are thread-safe.
 *
 * <p>Binary values ({@code byte[]}, {@code ByteBuffer}) at any depth are no JSON: writing, they are handed to
 * {@link JsonOutput#attach} and a placeholder {@code {"_placeholder":true,"num":n}} takes their place; reading, such a
 * placeholder is looked up with {@link JsonInput#attachment}.
 */
public interface JsonCodec {
    /**
     * Writes one value.
     *
     * @param value the value, or null
     * @param out where the JSON and the attachments go
     * @throws JsonException if the value has no JSON form (NaN, an infinity, a cycle), with the path of the field
     */
    void write(@Nullable Object value, JsonOutput out);

    /**
     * Reads one value.
     *
     * @param in the JSON, whose syntax has been checked, and the attachments
     * @param type the wanted type
     * @return the value, or null for JSON null
     * @throws JsonException if the JSON does not fit the type, with the path of the field
     */
    @Nullable
    Object read(JsonInput in, Type type);
}
