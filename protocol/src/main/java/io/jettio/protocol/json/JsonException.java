package io.jettio.protocol.json;

import org.jspecify.annotations.Nullable;

/**
 * A value that cannot be written as JSON, or JSON that does not fit the wanted type. The message names the path inside
 * the value and the types, never the content.
 */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what did not fit.
     *
     * @param message expected and actual, with the path
     * @param cause what the JSON library said, or null
     */
    public JsonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
