package io.jettio.protocol.json;

import com.google.gson.Gson;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** The default codec, on Gson. */
public final class GsonJsonCodec implements JsonCodec {
    private static final GsonJsonCodec SHARED = new GsonJsonCodec();

    /** Makes a codec with the default settings. */
    public GsonJsonCodec() {}

    /**
     * Makes a codec with a Gson.
     *
     * @param gson the Gson
     */
    public GsonJsonCodec(Gson gson) {}

    /**
     * {@return a codec with the default settings}
     */
    public static GsonJsonCodec shared() {
        return SHARED;
    }

    @Override
    public void write(@Nullable Object value, JsonOutput out) {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Integer || value instanceof Long) {
            out.writeLong(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof byte[] bytes) {
            out.writeBinary(java.nio.ByteBuffer.wrap(bytes));
        } else {
            throw new UnsupportedOperationException("to come");
        }
    }

    @Override
    public @Nullable Object read(JsonInput in, Type type) {
        if (type == String.class) {
            return JsonText.string(in.array(), in.from() + 1, in.to() - 1);
        }
        throw new UnsupportedOperationException("to come");
    }
}
