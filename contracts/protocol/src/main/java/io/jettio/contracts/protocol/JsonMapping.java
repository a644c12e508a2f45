package io.jettio.contracts.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonPayload;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One argument to JSON and back, with a codec. */
final class JsonMapping {
    private final JsonCodec codec;

    JsonMapping(JsonCodec codec) {
        this.codec = codec;
    }

    JsonPayload payload(@Nullable Object value) {
        return payload(Arrays.asList(value));
    }

    JsonPayload payload(List<? extends @Nullable Object> arguments) {
        return JsonPayload.of(codec, arguments);
    }

    String json(@Nullable Object value) {
        String array = payload(value).json();
        return array.substring(1, array.length() - 1);
    }

    @Nullable
    Object read(String json, Type type, byte[]... attachments) {
        byte[] utf8 = ("[" + json + "]").getBytes(UTF_8);
        List<Frame.Binary> frames = new ArrayList<>();
        for (byte[] attachment : attachments) {
            frames.add(Frame.binary(attachment));
        }
        return JsonPayload.parseArray(codec, utf8, 0, utf8.length, attachments.length, DecodeLimits.defaults())
                .withAttachments(frames)
                .get(0, type);
    }

    <T> @Nullable T read(String json, TypeRef<T> type, byte[]... attachments) {
        // What the codec reads as a type is of that type.
        @SuppressWarnings("unchecked")
        T value = (T) read(json, type.type(), attachments);
        return value;
    }
}
