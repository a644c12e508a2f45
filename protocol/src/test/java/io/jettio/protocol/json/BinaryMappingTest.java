package io.jettio.protocol.json;

import static io.jettio.protocol.json.Mapping.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializer;
import io.jettio.protocol.Frame;
import io.jettio.protocol.TypeRef;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Attachments in the default codec, beyond what every codec keeps. */
class BinaryMappingTest {
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    private static final String SECOND = "{\"_placeholder\":true,\"num\":1}";
    private static final byte[] BYTES = {1, 2, 3};
    private static final byte[] OTHERS = {-1};

    @SuppressWarnings("ArrayRecordComponent") // as applications write it
    record Part(String name, byte[] data) {}

    record Upload(Map<String, List<Part>> parts, ByteBuffer checksum) {}

    @Test
    @Tag("feature:2.8")
    void binaryAtAnyDepthIsNumberedInTheOrderOfWriting() {
        Upload upload = new Upload(Map.of("a", List.of(new Part("x", BYTES))), ByteBuffer.wrap(OTHERS));
        JsonPayload payload = payload(upload);
        assertThat(payload.json())
                .isEqualTo(
                        "[{\"parts\":{\"a\":[{\"name\":\"x\",\"data\":" + FIRST + "}]},\"checksum\":" + SECOND + "}]");
        assertThat(payload.attachments()).containsExactly(Frame.binary(BYTES), Frame.binary(OTHERS));

        Upload back = payload.get(0, Upload.class);
        assertThat(back.parts().get("a").get(0).data()).isEqualTo(BYTES);
        assertThat(back.checksum()).isEqualTo(ByteBuffer.wrap(OTHERS));
    }

    @Test
    void attachmentsAreNumberedAcrossArguments() {
        JsonPayload payload = JsonPayload.of(GsonJsonCodec.shared(), Arrays.asList(BYTES, "x", List.of(OTHERS), null));
        assertThat(payload.json()).isEqualTo("[" + FIRST + ",\"x\",[" + SECOND + "],null]");
        assertThat(payload.get(2, new TypeRef<List<byte[]>>() {})).containsExactly(OTHERS);
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
