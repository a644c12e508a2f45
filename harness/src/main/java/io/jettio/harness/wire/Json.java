package io.jettio.harness.wire;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;

/** JSON text, read strictly. Two values are equal whatever the order of their members. */
public final class Json {
    private static final Gson GSON =
            new GsonBuilder().setStrictness(Strictness.STRICT).create();

    private Json() {}

    public static JsonElement value(String text) {
        return GSON.fromJson(text, JsonElement.class);
    }

    /** A text as JSON. */
    public static String quoted(String text) {
        return GSON.toJson(text);
    }

    public static JsonObject object(String text) {
        return value(text).getAsJsonObject();
    }

    /** The member {@code sid} of the object that follows a packet's type. */
    public static String sid(String packet) {
        return object(packet.substring(packet.indexOf('{'))).get("sid").getAsString();
    }
}
