package io.jettio.protocol.json;

import com.google.gson.Gson;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

public final class GsonJsonCodec implements JsonCodec {
    public GsonJsonCodec() {}

    public GsonJsonCodec(Gson gson) {}

    @Override
    public void write(@Nullable Object value, JsonOutput out) {
        throw new UnsupportedOperationException("to come");
    }

    @Override
    public @Nullable Object read(JsonInput in, Type type) {
        throw new UnsupportedOperationException("to come");
    }
}
