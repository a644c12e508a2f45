package io.jettio.json.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.UntypedObjectDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.json.JsonInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code byte[]}, {@code ByteBuffer} and {@code Frame.Binary} as attachments. Writing, they are given to the generator as
 * binary. What is read is the receiver's own: a copy for {@code byte[]}, read-only for {@code ByteBuffer}.
 */
final class BinaryModule extends SimpleModule {
    private static final long serialVersionUID = 1L;
    /** The attribute of a reader that has the {@link JsonInput} with the attachments. */
    static final Object INPUT = BinaryModule.class;

    /**
     * Makes the module.
     *
     * @param longs whether integers without a type are at least a {@code Long}
     */
    BinaryModule(boolean longs) {
        super("jettio-binary");
        addSerializer(byte[].class, new Writing<>(ByteBuffer::wrap));
        addSerializer(ByteBuffer.class, new Writing<>(Function.identity()));
        addSerializer(Frame.Binary.class, new Writing<>(Frame::buffer));
        addDeserializer(byte[].class, new Reading<>(Frame.Binary::toByteArray));
        addDeserializer(ByteBuffer.class, new Reading<>(Frame.Binary::buffer));
        addDeserializer(Frame.Binary.class, new Reading<>(Function.identity()));
        addDeserializer(Object.class, new Untyped(longs));
    }

    private static final class Writing<B> extends JsonSerializer<B> {
        private final Function<B, ByteBuffer> buffer;

        Writing(Function<B, ByteBuffer> buffer) {
            this.buffer = buffer;
        }

        @Override
        public void serialize(B value, JsonGenerator out, SerializerProvider provider) throws IOException {
            ByteBuffer bytes = buffer.apply(value);
            if (bytes.hasArray()) {
                out.writeBinary(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            } else {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(bytes.position(), copy);
                out.writeBinary(copy);
            }
        }
    }

    private static final class Reading<B> extends JsonDeserializer<B> {
        private final Function<Frame.Binary, B> fromFrame;

        Reading(Function<Frame.Binary, B> fromFrame) {
            this.fromFrame = fromFrame;
        }

        @Override
        public B deserialize(JsonParser in, DeserializationContext context) throws IOException {
            Frame.Binary attachment = in.currentToken() == JsonToken.START_OBJECT ? placeholder(in, context) : null;
            if (attachment == null) {
                throw new Refusal(in, "binary");
            }
            return fromFrame.apply(attachment);
        }

        private static Frame.@Nullable Binary placeholder(JsonParser in, DeserializationContext context)
                throws IOException {
            boolean placeholder = false;
            int number = -1;
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                JsonToken value = in.nextToken();
                if (name.equals("_placeholder")) {
                    placeholder = value == JsonToken.VALUE_TRUE;
                } else if (name.equals("num") && value == JsonToken.VALUE_NUMBER_INT) {
                    number = in.getIntValue();
                }
                in.skipChildren();
            }
            return placeholder ? attachment(context, number) : null;
        }
    }

    private static Frame.@Nullable Binary attachment(DeserializationContext context, int number) {
        if (!(context.getAttribute(INPUT) instanceof JsonInput input) || !input.hasAttachments()) {
            return null;
        }
        try {
            return input.attachment(number);
        } catch (JsonException none) {
            return null;
        }
    }

    /** Values without a type: Jackson's maps and lists, and a buffer for each placeholder. */
    private static final class Untyped extends UntypedObjectDeserializer {
        private static final long serialVersionUID = 1L;

        private final boolean longs;

        Untyped(boolean longs) {
            super((JavaType) null, (JavaType) null);
            this.longs = longs;
        }

        @Override
        public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (longs && in.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                Number value = in.getNumberValue();
                return value instanceof Integer ? (Number) value.longValue() : value;
            }
            return super.deserialize(in, context);
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            return this;
        }

        @Override
        protected Object mapObject(JsonParser in, DeserializationContext context) throws IOException {
            Object read = super.mapObject(in, context);
            if (read instanceof Map<?, ?> map
                    && Boolean.TRUE.equals(map.get("_placeholder"))
                    && map.get("num") instanceof Number number) {
                Frame.Binary attachment = attachment(context, number.intValue());
                if (attachment != null) {
                    return attachment.buffer();
                }
            }
            return read;
        }
    }
}
