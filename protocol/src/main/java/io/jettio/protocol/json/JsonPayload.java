package io.jettio.protocol.json;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments as raw JSON with attachments. Immutable and thread-safe.
 */
public abstract class JsonPayload implements Payload {
    JsonPayload() {}

    public static JsonPayload of(JsonCodec codec, List<? extends @Nullable Object> arguments) {
        throw new UnsupportedOperationException("to come");
    }

    /** An event's name and its arguments. */
    public record Event(String name, JsonPayload arguments) {}

    // The three below scan once: RFC 8259 syntax, UTF-8, depth, number length, argument count, placeholders
    // (only where attachments > 0). They throw io.jettio.protocol.socketio.PacketException with the byte position.

    public static Event parseEvent(
            JsonCodec codec, byte[] utf8, int from, int to, int attachments, DecodeLimits limits) {
        throw new UnsupportedOperationException("to come");
    }

    public static JsonPayload parseArray(
            JsonCodec codec, byte[] utf8, int from, int to, int attachments, DecodeLimits limits) {
        throw new UnsupportedOperationException("to come");
    }

    public static JsonPayload parseValue(JsonCodec codec, byte[] utf8, int from, int to, DecodeLimits limits) {
        throw new UnsupportedOperationException("to come");
    }

    public abstract JsonPayload withAttachments(List<Frame.Binary> attachments);

    // The content between the brackets of json(), as bytes: for the encoder.
    public abstract void writeTo(JsonOutput out);
}
