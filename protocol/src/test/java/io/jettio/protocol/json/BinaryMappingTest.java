package io.jettio.protocol.json;

import static io.jettio.protocol.json.Mapping.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attachments in the default codec, beyond what every codec keeps. */
class BinaryMappingTest {
    private static final byte[] BYTES = {1, 2, 3};
    private static final byte[] OTHERS = {-1};

    @SuppressWarnings("ArrayRecordComponent") // as applications write it
    record Part(String name, byte[] data) {}

    @Test
    void bytesOfAPayloadAreThoseOfItsTextAndItsAttachments() {
        JsonPayload payload = JsonPayload.of(GsonJsonCodec.shared(), Arrays.asList(BYTES, "x", List.of(OTHERS), null));
        assertThat(payload.bytes()).isEqualTo(payload.json().length() - 2 + 4);
    }

    @Test
    void adapterThatLeavesTheCodecsWriterIsToldSo() {
        JsonSerializer<Part> detour = (part, type, context) -> {
            JsonElement data = context.serialize(part.data());
            JsonObject object = new JsonObject();
            object.add("data", data);
            return object;
        };
        Gson gson = new GsonBuilder().registerTypeAdapter(Part.class, detour).create();
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> payload(new GsonJsonCodec(gson), new Part("x", BYTES)))
                .withMessageContaining("attachment only when GsonJsonCodec writes it")
                .withMessageContaining("toJsonTree");
    }
}
