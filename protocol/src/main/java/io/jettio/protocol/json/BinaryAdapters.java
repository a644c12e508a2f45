package io.jettio.protocol.json;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.jettio.protocol.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code byte[]}, {@code ByteBuffer} and {@code Frame.Binary} as attachments. What a reader returns is the receiver's
 * own: a copy for {@code byte[]}, read-only for {@code ByteBuffer}.
 */
final class BinaryAdapters implements TypeAdapterFactory {
    private static final TypeAdapter<byte[]> ARRAY =
            new Adapter<>(bytes -> Frame.binary(bytes.clone()), Frame.Binary::toByteArray);
    private static final TypeAdapter<ByteBuffer> BUFFER = new Adapter<>(Frame::binary, Frame.Binary::buffer);
    private static final TypeAdapter<Frame.Binary> FRAME = new Adapter<>(Function.identity(), Function.identity());

    @Override
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
        Class<? super T> raw = type.getRawType();
        TypeAdapter<?> adapter = null;
        if (raw == byte[].class) {
            adapter = ARRAY;
        } else if (ByteBuffer.class.isAssignableFrom(raw)) {
            adapter = BUFFER;
        } else if (raw == Frame.Binary.class) {
            adapter = FRAME;
        }
        // The type was compared just now; a subclass of ByteBuffer is only ever written.
        @SuppressWarnings("unchecked")
        TypeAdapter<T> typed = (TypeAdapter<T>) adapter;
        return typed;
    }

    /**
     * Reads the members of an object that may be a placeholder.
     *
     * @return the attachment
     * @throws JsonException if it is none
     */
    private static Frame.Binary read(PayloadReader in) throws IOException {
        if (in.peek() != JsonToken.BEGIN_OBJECT) {
            throw in.refusal("binary");
        }
        boolean placeholder = false;
        int number = -1;
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            JsonToken token = in.peek();
            if (name.equals("_placeholder") && token == JsonToken.BOOLEAN) {
                placeholder = in.nextBoolean();
            } else if (name.equals("num") && token == JsonToken.NUMBER) {
                number = in.nextInt();
            } else {
                in.skipValue();
            }
        }
        in.endObject();
        Frame.Binary attachment = placeholder ? in.attachment(number) : null;
        if (attachment == null) {
            throw in.refusal("binary");
        }
        return attachment;
    }

    private static final class Adapter<B> extends TypeAdapter<B> {
        private final Function<B, Frame.Binary> toFrame;
        private final Function<Frame.Binary, B> fromFrame;

        Adapter(Function<B, Frame.Binary> toFrame, Function<Frame.Binary, B> fromFrame) {
            this.toFrame = toFrame;
            this.fromFrame = fromFrame;
        }

        @Override
        public void write(JsonWriter out, @Nullable B value) throws IOException {
            if (value == null) {
                out.nullValue();
            } else if (out instanceof PayloadWriter payload) {
                payload.binary(toFrame.apply(value));
            } else {
                throw new JsonException(
                        "binary becomes an attachment only when GsonJsonCodec writes it, not through "
                                + out.getClass().getTypeName() + " (an adapter that calls toJsonTree or toJson?)",
                        null);
            }
        }

        @Override
        public @Nullable B read(JsonReader in) throws IOException {
            if (!(in instanceof PayloadReader payload)) {
                throw new JsonException(
                        "an attachment is found only when GsonJsonCodec reads it, not through "
                                + in.getClass().getTypeName() + " (an adapter that calls fromJson on a tree?)",
                        null);
            }
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            return fromFrame.apply(BinaryAdapters.read(payload));
        }
    }
}
