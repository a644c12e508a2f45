package io.jettio.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.TypeRef;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the tests of the mapping share: one argument to JSON and back. */
final class Mapping {
    private Mapping() {}

    static JsonPayload payload(@Nullable Object value) {
        return payload(GsonJsonCodec.shared(), value);
    }

    static JsonPayload payload(JsonCodec codec, @Nullable Object value) {
        return JsonPayload.of(codec, Arrays.asList(value));
    }

    static String json(@Nullable Object value) {
        return json(GsonJsonCodec.shared(), value);
    }

    static String json(JsonCodec codec, @Nullable Object value) {
        String array = payload(codec, value).json();
        return array.substring(1, array.length() - 1);
    }

    static @Nullable Object read(String json, Type type, byte[]... attachments) {
        return read(GsonJsonCodec.shared(), json, type, attachments);
    }

    static @Nullable Object read(JsonCodec codec, String json, Type type, byte[]... attachments) {
        byte[] utf8 = ("[" + json + "]").getBytes(UTF_8);
        List<Frame.Binary> frames = new ArrayList<>();
        for (byte[] attachment : attachments) {
            frames.add(Frame.binary(attachment));
        }
        return JsonPayload.parseArray(codec, utf8, 0, utf8.length, attachments.length, DecodeLimits.defaults())
                .withAttachments(frames)
                .get(0, type);
    }

    static <T> @Nullable T read(String json, TypeRef<T> type, byte[]... attachments) {
        // What the codec reads as a type is of that type.
        @SuppressWarnings("unchecked")
        T value = (T) read(json, type.type(), attachments);
        return value;
    }
}
