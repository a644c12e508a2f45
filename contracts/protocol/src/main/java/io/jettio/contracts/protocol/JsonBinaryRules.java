package io.jettio.contracts.protocol;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jettio.protocol.Frame;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.json.JsonPayload;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Binary in arguments: attachments beside the JSON, a placeholder for each in it. */
abstract class JsonBinaryRules extends JsonRefusals {
    private static final String FIRST = "{\"_placeholder\":true,\"num\":0}";
    private static final String SECOND = "{\"_placeholder\":true,\"num\":1}";
    private static final byte[] BYTES = {1, 2, 3};
    private static final byte[] OTHERS = {-1};

    @SuppressWarnings("ArrayRecordComponent") // as applications write it
    record Part(String name, byte[] data) {}

    record Upload(Map<String, List<Part>> parts, ByteBuffer checksum) {}

    @Test
    void binaryArgumentBecomesAnAttachment() {
        JsonPayload payload = mapping.payload(BYTES);
        assertThat(payload.json()).isEqualTo("[" + FIRST + "]");
        assertThat(payload.attachments()).containsExactly(Frame.binary(new byte[] {1, 2, 3}));
        assertThat(payload.get(0, byte[].class)).isEqualTo(BYTES);
    }

    @Test
    @Tag("feature:2.8")
    void binaryAtAnyDepthIsNumberedInTheOrderOfWriting() {
        Upload upload = new Upload(Map.of("a", List.of(new Part("x", BYTES))), ByteBuffer.wrap(OTHERS));
        JsonPayload payload = mapping.payload(upload);
        assertThat(payload.json())
                .isEqualTo(
                        "[{\"parts\":{\"a\":[{\"name\":\"x\",\"data\":" + FIRST + "}]},\"checksum\":" + SECOND + "}]");
        assertThat(payload.attachments()).containsExactly(Frame.binary(BYTES), Frame.binary(OTHERS));

        Upload back = requireNonNull(payload.get(0, Upload.class));
        assertThat(requireNonNull(back.parts().get("a")).get(0).data()).isEqualTo(BYTES);
        assertThat(back.checksum()).isEqualTo(ByteBuffer.wrap(OTHERS));
    }

    @Test
    void attachmentsAreNumberedAcrossArguments() {
        JsonPayload payload = mapping.payload(Arrays.<@Nullable Object>asList(BYTES, "x", List.of(OTHERS), null));
        assertThat(payload.json()).isEqualTo("[" + FIRST + ",\"x\",[" + SECOND + "],null]");
        assertThat(payload.get(2, new TypeRef<List<byte[]>>() {})).containsExactly(OTHERS);
    }

    @Test
    void everyBinaryTypeMapsBothWays() {
        ByteBuffer direct = ByteBuffer.allocateDirect(5);
        direct.put(1, BYTES).position(1).limit(4);
        assertThat(mapping.payload(direct).attachments()).containsExactly(Frame.binary(BYTES));
        assertThat(direct.position()).isEqualTo(1);
        assertThat(mapping.payload(direct.asReadOnlyBuffer()).json()).isEqualTo("[" + FIRST + "]");
        Frame.Binary frame = Frame.binary(BYTES);
        assertThat(mapping.payload(frame).attachments()).containsExactly(frame);
        assertThat(mapping.payload(new byte[0]).attachments()).containsExactly(Frame.binary(new byte[0]));
        assertThat(mapping.read(FIRST, Frame.Binary.class, BYTES)).isEqualTo(frame);
        assertThat(mapping.read(FIRST, ByteBuffer.class, BYTES)).isEqualTo(ByteBuffer.wrap(BYTES));
        assertThat(mapping.read("null", byte[].class)).isNull();
        assertThat(mapping.read("[" + SECOND + "," + FIRST + "]", byte[][].class, BYTES, OTHERS))
                .isEqualTo(new byte[][] {OTHERS, BYTES});
        Optional<byte[]> optional = mapping.read(FIRST, new TypeRef<Optional<byte[]>>() {}, BYTES);
        assertThat(optional).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(BYTES));
    }

    @Test
    void binaryIsASnapshotAndGivesCopies() {
        byte[] bytes = {1, 2, 3};
        JsonPayload payload = mapping.payload(List.of(bytes, List.of(bytes)));
        bytes[0] = 9;
        byte[] read = requireNonNull(payload.get(0, byte[].class));
        assertThat(read).isEqualTo(BYTES);
        read[0] = 9;
        assertThat(payload.get(0, byte[].class)).isEqualTo(BYTES);
        assertThat(payload.get(1, new TypeRef<List<byte[]>>() {})).containsExactly(BYTES);
        assertThat(requireNonNull(payload.get(0, ByteBuffer.class)).isReadOnly())
                .isTrue();
    }

    @Test
    void untypedBinaryIsAReadOnlyBuffer() {
        String json = "{\"list\":[" + FIRST + ",1],\"x\":" + SECOND + "}";
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("list", List.of(ByteBuffer.wrap(BYTES), 1L));
        expected.put("x", ByteBuffer.wrap(OTHERS));
        assertThat(mapping.read(json, Object.class, BYTES, OTHERS)).isEqualTo(expected);
        assertThat(mapping.read(json, Map.class, BYTES, OTHERS)).isEqualTo(expected);
        assertThat(mapping.read(json, new TypeRef<Map<String, Object>>() {}, BYTES, OTHERS))
                .isEqualTo(expected);
        assertThat(mapping.read(json, new TypeRef<LinkedHashMap<String, ?>>() {}, BYTES, OTHERS))
                .isEqualTo(expected);
        assertThat(mapping.read("[" + FIRST + "]", List.class, BYTES)).isEqualTo(List.of(ByteBuffer.wrap(BYTES)));
        assertThat(mapping.read("[" + FIRST + "]", Object[].class, BYTES))
                .isEqualTo(new Object[] {ByteBuffer.wrap(BYTES)});
        ByteBuffer buffer = (ByteBuffer) requireNonNull(mapping.read(FIRST, Object.class, BYTES));
        assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> buffer.put(0, (byte) 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"num\" : 0 , \"other\":[{}], \"_placeholder\": true}",
                "{ \"_placeholder\" : true , \"num\" : 0 }",
                "{\"n\\u0075m\":0,\"_placeholder\":true}"
            })
    void everySpellingOfAPlaceholderIsTheAttachment(String json) {
        assertThat(mapping.read(json, byte[].class, BYTES)).isEqualTo(BYTES);
        assertThat(mapping.read(json, Object.class, BYTES)).isEqualTo(ByteBuffer.wrap(BYTES));
    }

    @Test
    void withoutAttachmentsAPlaceholderIsAnOrdinaryObject() {
        assertThat(mapping.read(FIRST, Object.class)).isEqualTo(Map.of("_placeholder", true, "num", 0L));
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
                .isThrownBy(() -> mapping.read(json, byte[].class))
                .withMessageContaining("binary at $");
    }
}
