package io.jettio.integration.matrix;

import com.google.gson.GsonBuilder;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.json.JsonCodec;

/** A codec that sends null in objects too, as other implementations do and Gson does only when it is told to. */
final class Nulls {
    private Nulls() {}

    static JsonCodec kept() {
        return new GsonJsonCodec(new GsonBuilder().serializeNulls().create());
    }
}
