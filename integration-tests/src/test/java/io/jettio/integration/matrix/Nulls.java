package io.jettio.integration.matrix;

import com.google.gson.GsonBuilder;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;

/** A parser that sends null in objects too, as other implementations do and Gson does only when it is told to. */
final class Nulls {
    private Nulls() {}

    static Parser kept() {
        return new JsonParser(
                new GsonJsonCodec(new GsonBuilder().serializeNulls().create()));
    }
}
