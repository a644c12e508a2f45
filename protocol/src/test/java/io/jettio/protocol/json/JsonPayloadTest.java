package io.jettio.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.socketio.PacketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPayloadTest {
    private static final JsonCodec CODEC = GsonJsonCodec.shared();
    private static final DecodeLimits LIMITS = DecodeLimits.defaults();

    @Test
    void eventIsItsNameAndWhatFollows() {
        JsonPayload.Event event = event(" [ \"chat\" , \"hi\" , { \"a\" : 1 } ] ");
        assertThat(event.name()).isEqualTo("chat");
        JsonPayload arguments = event.arguments();
        assertThat(arguments.size()).isEqualTo(2);
        assertThat(arguments.get(0, String.class)).isEqualTo("hi");
        assertThat(arguments.get(1, new TypeRef<Map<String, Integer>>() {})).isEqualTo(Map.of("a", 1));
        assertThat(arguments.json()).isEqualTo("[\"hi\" , { \"a\" : 1 }]");
        assertThat(arguments.bytes()).isEqualTo(18);
        assertThat(arguments.isObject(0)).isFalse();
        assertThat(arguments.isObject(1)).isTrue();
        assertThat(arguments.isObject(2)).isFalse();
        assertThat(written(arguments)).isEqualTo("\"hi\" , { \"a\" : 1 }");
    }

    @Test
    void eventWithoutArgumentsHasTheEmptyPayload() {
        assertThat(event("[\"chat\"]").arguments()).isSameAs(JsonPayload.EMPTY);
        assertThat(JsonPayload.of(CODEC, List.of())).isSameAs(JsonPayload.EMPTY);
        assertThat(JsonPayload.EMPTY.json()).isEqualTo("[]");
        assertThat(JsonPayload.EMPTY.size()).isZero();
        assertThat(JsonPayload.EMPTY.bytes()).isZero();
        assertThat(JsonPayload.EMPTY.get(0, String.class)).isNull();
        assertThat(written(JsonPayload.EMPTY)).isEmpty();
    }

    @Test
    void eventNameIsUnescapedAndANumberIsTakenAsItsText() {
        assertThat(event("[\"\\u0063h\\u00e9t\"]").name()).isEqualTo("chét");
        assertThat(event("[\"\"]").name()).isEmpty();
        assertThat(event("[7]").name()).isEqualTo("7");
        assertThat(event("[-1.5,1]").name()).isEqualTo("-1.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[null]",
                "[true]",
                "[{}]",
                "[[\"a\"]]",
                "[\"connect\"]",
                "[\"connect_error\"]",
                "[\"disconnect\"]",
                "[\"disconnecting\"]",
                "[\"newListener\",1]",
                "[\"removeListener\"]",
                "[\"c\\u006fnnect\"]",
                "{}",
                "\"a\"",
                ""
            })
    void eventWithoutAProperNameIsRefused(String json) {
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> event(json));
    }

    @Test
    void rangeOfAnArrayIsParsedAlone() {
        byte[] bytes = "42[1,2]43".getBytes(UTF_8);
        JsonPayload payload = JsonPayload.parseArray(CODEC, bytes, 2, 7, 0, LIMITS);
        assertThat(payload.json()).isEqualTo("[1,2]");
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> JsonPayload.parseArray(CODEC, bytes, 2, 8, 0, LIMITS))
                .satisfies(e -> assertThat(e.position()).isEqualTo(7));
    }

    @Test
    void singleValueOfAnyKindIsTheOnlyArgument() {
        byte[] bytes = " {\"token\":\"x\",\"_placeholder\":true} ".getBytes(UTF_8);
        JsonPayload payload = JsonPayload.parseValue(CODEC, bytes, 0, bytes.length, LIMITS);
        assertThat(payload.size()).isEqualTo(1);
        assertThat(payload.isObject(0)).isTrue();
        assertThat(payload.json()).isEqualTo("[{\"token\":\"x\",\"_placeholder\":true}]");
        for (String json : List.of("1", "\"a\"", "null", "[]", "true")) {
            assertThat(JsonPayload.parseValue(CODEC, json.getBytes(UTF_8), 0, json.length(), LIMITS)
                            .isObject(0))
                    .isFalse();
        }
        for (String json : List.of("", " ", "{}{}", "1 2", "{\"a\":1", "'a'")) {
            assertThatExceptionOfType(PacketException.class)
                    .isThrownBy(() -> JsonPayload.parseValue(CODEC, json.getBytes(UTF_8), 0, json.length(), LIMITS));
        }
    }

    @Test
    void absentArgumentIsNull() {
        JsonPayload payload = JsonPayload.of(CODEC, Arrays.asList("a", null));
        assertThat(payload.get(1, String.class)).isNull();
        assertThat(payload.get(2, String.class)).isNull();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> payload.get(-1, String.class));
    }

    @Test
    void argumentsAreASnapshot() {
        List<Object> list = new ArrayList<>(List.of(1));
        JsonPayload payload = JsonPayload.of(CODEC, List.of(list));
        list.add(2);
        assertThat(payload.json()).isEqualTo("[[1]]");
    }

    @Test
    void attachmentsComeAfterwards() {
        byte[] bytes = "[\"up\",{\"_placeholder\":true,\"num\":0}]".getBytes(UTF_8);
        JsonPayload pending =
                JsonPayload.parseEvent(CODEC, bytes, 0, bytes.length, 1, LIMITS).arguments();
        assertThat(pending.attachments()).isEmpty();
        JsonPayload whole = pending.withAttachments(List.of(Frame.binary(new byte[] {1, 2})));
        assertThat(whole.get(0, byte[].class)).isEqualTo(new byte[] {1, 2});
        assertThat(whole.bytes()).isEqualTo(pending.bytes() + 2);
        assertThat(whole).isNotEqualTo(pending);
    }

    @Test
    void payloadsAreEqualByTextAndAttachments() {
        JsonPayload parsed = event("[\"e\",1,\"a\"]").arguments();
        JsonPayload made = JsonPayload.of(CODEC, List.of(1, "a"));
        assertThat(parsed).isEqualTo(made).hasSameHashCodeAs(made);
        assertThat(parsed).isNotEqualTo(JsonPayload.of(CODEC, List.of(1, "b")));
        assertThat(parsed.toString()).isEqualTo("JsonPayload[2 arguments, 5 bytes]");
    }

    private static JsonPayload.Event event(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return JsonPayload.parseEvent(CODEC, bytes, 0, bytes.length, 0, LIMITS);
    }

    private static String written(JsonPayload payload) {
        JsonOutput out = new JsonOutput();
        payload.writeTo(out);
        return out.toFrame().text();
    }
}
