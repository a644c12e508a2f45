package io.jettio.protocol.json;

import static io.jettio.protocol.json.Mapping.payload;
import static io.jettio.protocol.json.Mapping.read;
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
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryMappingTest {
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    private static final String SECOND = "{\"_placeholder\":true,\"num\":1}";
    private static final byte[] BYTES = {1, 2, 3};
    private static final byte[] OTHERS = {-1};

    @SuppressWarnings("ArrayRecordComponent") // as applications write it
    record Part(String name, byte[] data) {}

    record Upload(Map<String, List<Part>> parts, ByteBuffer checksum) {}

    @Test
    void binaryArgumentBecomesAnAttachment() {
        JsonPayload payload = payload(BYTES);
        assertThat(payload.json()).isEqualTo("[" + FIRST + "]");
        assertThat(payload.attachments()).containsExactly(Frame.binary(new byte[] {1, 2, 3}));
        assertThat(payload.get(0, byte[].class)).isEqualTo(BYTES);
    }

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
    void everyBinaryTypeMapsBothWays() {
        ByteBuffer direct = ByteBuffer.allocateDirect(5);
        direct.put(1, BYTES).position(1).limit(4);
        assertThat(payload(direct).attachments()).containsExactly(Frame.binary(BYTES));
        assertThat(direct.position()).isEqualTo(1);
        assertThat(payload(direct.asReadOnlyBuffer()).json()).isEqualTo("[" + FIRST + "]");
        Frame.Binary frame = Frame.binary(BYTES);
        assertThat(payload(frame).attachments()).containsExactly(frame);
        assertThat(payload(new byte[0]).attachments()).containsExactly(Frame.binary(new byte[0]));
        assertThat(read(FIRST, Frame.Binary.class, BYTES)).isEqualTo(frame);
        assertThat(read(FIRST, ByteBuffer.class, BYTES)).isEqualTo(ByteBuffer.wrap(BYTES));
        assertThat(read("null", byte[].class)).isNull();
        assertThat(read("[" + SECOND + "," + FIRST + "]", byte[][].class, BYTES, OTHERS))
                .isEqualTo(new byte[][] {OTHERS, BYTES});
        Optional<byte[]> optional = read(FIRST, new TypeRef<Optional<byte[]>>() {}, BYTES);
        assertThat(optional).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(BYTES));
    }

    @Test
    void payloadIsASnapshotAndGivesCopies() {
        byte[] bytes = {1, 2, 3};
        JsonPayload payload = JsonPayload.of(GsonJsonCodec.shared(), List.of(bytes, List.of(bytes)));
        bytes[0] = 9;
        byte[] read = payload.get(0, byte[].class);
        assertThat(read).isEqualTo(BYTES);
        read[0] = 9;
        assertThat(payload.get(0, byte[].class)).isEqualTo(BYTES);
        assertThat(payload.get(1, new TypeRef<List<byte[]>>() {})).containsExactly(BYTES);
    }

    @Test
    void untypedBinaryIsAReadOnlyBuffer() {
        String json = "{\"list\":[" + FIRST + ",1],\"x\":" + SECOND + "}";
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("list", List.of(ByteBuffer.wrap(BYTES), 1L));
        expected.put("x", ByteBuffer.wrap(OTHERS));
        assertThat(read(json, Object.class, BYTES, OTHERS)).isEqualTo(expected);
        assertThat(read(json, Map.class, BYTES, OTHERS)).isEqualTo(expected);
        assertThat(read(json, new TypeRef<Map<String, Object>>() {}, BYTES, OTHERS))
                .isEqualTo(expected);
        assertThat(read(json, new TypeRef<LinkedHashMap<String, ?>>() {}, BYTES, OTHERS))
                .isEqualTo(expected);
        assertThat(read("[" + FIRST + "]", List.class, BYTES)).isEqualTo(List.of(ByteBuffer.wrap(BYTES)));
        assertThat(read("[" + FIRST + "]", Object[].class, BYTES)).isEqualTo(new Object[] {ByteBuffer.wrap(BYTES)});
        ByteBuffer buffer = (ByteBuffer) read(FIRST, Object.class, BYTES);
        assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> buffer.put(0, (byte) 0));
    }

    @Test
    void placeholderMayHaveItsMembersInAnyOrder() {
        assertThat(read("{\"num\" : 0 , \"other\":[{}], \"_placeholder\": true}", byte[].class, BYTES))
                .isEqualTo(BYTES);
    }

    @Test
    void withoutAttachmentsAPlaceholderIsAnOrdinaryObject() {
        assertThat(read(FIRST, Object.class)).isEqualTo(Map.of("_placeholder", true, "num", 0L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":0}",
                "{\"_placeholder\":false,\"num\":0}",
                "{\"num\":0}",
                "{}",
                "[1,2]",
                "\"AQID\"",
                "5"
            })
    void whatIsNoAttachmentIsNoBinary(String json) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> read(json, byte[].class))
                .withMessageStartingWith("expected binary at $");
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
