package io.jettio.protocol.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jettio.protocol.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpenDataTest {
    private static final String WHOLE = "{\"sid\":\"lv_VI97HAXpY6yYWAAAC\",\"upgrades\":[\"websocket\"],"
            + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";

    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of(
                        new OpenData("lv_VI97HAXpY6yYWAAAC", List.of("websocket"), 25_000, 20_000, 1_000_000), WHOLE),
                Arguments.of(
                        new OpenData("x", List.of(), 300, 200, 0),
                        "{\"sid\":\"x\",\"upgrades\":[],\"pingInterval\":300,\"pingTimeout\":200}"),
                Arguments.of(
                        new OpenData("\"\u00e9", List.of("a", "b"), 1, 0, Integer.MAX_VALUE),
                        "{\"sid\":\"\\\"\u00e9\",\"upgrades\":[\"a\",\"b\"],\"pingInterval\":1,\"pingTimeout\":0,"
                                + "\"maxPayload\":2147483647}"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void handshakeIsTheSpecificationsBothWays(OpenData data, String json) {
        assertThat(data.toJson()).isEqualTo(Frame.text(json));
        assertThat(OpenData.parse(Frame.text(json))).isEqualTo(data);
    }

    @Test
    void handshakeIsReadFromTheDataOfAnOpenPacket() {
        EnginePacket open = EnginePacketCodec.forVersion(EngineVersion.V4).decode(Frame.text("0" + WHOLE));

        assertThat(OpenData.parse(open.data()).sid()).isEqualTo("lv_VI97HAXpY6yYWAAAC");
    }

    @Test
    void membersThatTheProtocolDoesNotNameAreIgnored() {
        String more = WHOLE.replace("{", "{\"server\":{\"x\":[1]},") + " ";

        assertThat(OpenData.parse(Frame.text(more))).isEqualTo(OpenData.parse(Frame.text(WHOLE)));
    }

    @ParameterizedTest
    @CsvSource({"null, 0", "9000000000, 2147483647"})
    void payloadLimitBeyondOurRangeIsNoError(String value, int maxPayload) {
        assertThat(OpenData.parse(Frame.text(WHOLE.replace("1000000", value))).maxPayload())
                .isEqualTo(maxPayload);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("", "JSON ends too early"),
                Arguments.of("[]", "must be an object"),
                Arguments.of("null", "must be an object"),
                Arguments.of("\"x\"", "must be an object"),
                Arguments.of("{}", "sid must be a string"),
                Arguments.of(WHOLE + "x", "trailing data"),
                Arguments.of(WHOLE.replace("\"lv_VI97HAXpY6yYWAAAC\"", "7"), "sid must be a string"),
                Arguments.of(WHOLE.replace("\"lv_VI97HAXpY6yYWAAAC\"", "null"), "sid must be a string"),
                Arguments.of(WHOLE.replace("lv_VI97HAXpY6yYWAAAC", ""), "sid must be a string"),
                Arguments.of(WHOLE.replace("lv_VI97HAXpY6yYWAAAC", "x".repeat(257)), "sid must be a string"),
                Arguments.of(WHOLE.replace("upgrades", "upgrade"), "upgrades must be an array"),
                Arguments.of(WHOLE.replace("[\"websocket\"]", "\"websocket\""), "upgrades must be an array"),
                Arguments.of(WHOLE.replace("[\"websocket\"]", "[1]"), "upgrades must be strings"),
                Arguments.of(WHOLE.replace("[\"websocket\"]", "[null]"), "upgrades must be strings"),
                Arguments.of(
                        WHOLE.replace("\"websocket\"", String.join(",", Collections.nCopies(17, "\"x\""))),
                        "upgrades must be an array of at most 16"),
                Arguments.of(WHOLE.replace("pingInterval", "pinginterval"), "pingInterval must be an integer"),
                Arguments.of(WHOLE.replace("25000", "0"), "pingInterval must be an integer"),
                Arguments.of(WHOLE.replace("25000", "-1"), "pingInterval must be an integer"),
                Arguments.of(WHOLE.replace("25000", "2147483648"), "pingInterval must be an integer"),
                Arguments.of(WHOLE.replace("25000", "1e999"), "a member's value cannot be read"),
                Arguments.of(WHOLE.replace("25000", "9".repeat(100)), "pingInterval must be an integer"),
                Arguments.of(WHOLE.replace("25000", "\"25000\""), "pingInterval must be an integer"),
                Arguments.of(WHOLE.replace("25000", "null"), "pingInterval must be an integer"),
                Arguments.of(WHOLE.replace("25000", "2.5"), "pingInterval must be an integer"),
                Arguments.of(WHOLE.replace("20000", "-1"), "pingTimeout must be an integer"),
                Arguments.of(WHOLE.replace("20000", "9223372036854775807"), "pingTimeout must be an integer"),
                Arguments.of(WHOLE.replace("20000", "true"), "pingTimeout must be an integer"),
                Arguments.of(WHOLE.replace("1000000", "0"), "maxPayload must be a positive integer"),
                Arguments.of(WHOLE.replace("1000000", "-5"), "maxPayload must be a positive integer"),
                Arguments.of(WHOLE.replace("1000000", "[]"), "maxPayload must be a positive integer"),
                Arguments.of("{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}", "nested deeper than 100"),
                Arguments.of("{'sid':1}", "expected a member's name"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void handshakeOfAHostileServerIsRefused(String json, String reason) {
        EnginePacketException refusal =
                catchThrowableOfType(EnginePacketException.class, () -> OpenData.parse(Frame.text(json)));

        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).startsWith("handshake: " + reason);
    }

    @Test
    void everyTruncationAndMutationIsAHandshakeOrARefusal() {
        long seed = 99;
        Random random = new Random(seed);
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] truncated = Arrays.copyOf(whole, length);
            assertThat(catchThrowableOfType(
                            EnginePacketException.class,
                            () -> OpenData.parse(Frame.text(truncated, 0, truncated.length))))
                    .isNotNull();
        }
        for (int round = 0; round < 5_000; round++) {
            byte[] mutated = whole.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            parse(mutated, "seed " + seed + ", round " + round);
        }
    }

    static Stream<Consumer<String>> impossible() {
        return Stream.of(
                sid -> new OpenData("", List.of(), 1, 1, 1),
                sid -> new OpenData("x".repeat(257), List.of(), 1, 1, 1),
                sid -> new OpenData(sid, Collections.nCopies(17, "x"), 1, 1, 1),
                sid -> new OpenData(sid, List.of(), 0, 1, 1),
                sid -> new OpenData(sid, List.of(), OpenData.MAX_MILLIS + 1, 1, 1),
                sid -> new OpenData(sid, List.of(), 1, -1, 1),
                sid -> new OpenData(sid, List.of(), 1, OpenData.MAX_MILLIS + 1, 1),
                sid -> new OpenData(sid, List.of(), 1, 1, -1));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void valuesOutOfBoundsCannotBeMade(Consumer<String> making) {
        assertThatIllegalArgumentException().isThrownBy(() -> making.accept("sid"));
    }

    private static void parse(byte[] json, String where) {
        try {
            OpenData.parse(Frame.text(json, 0, json.length));
        } catch (EnginePacketException e) {
            assertThat(e.reason()).as(where).startsWith("handshake: ");
        } catch (RuntimeException e) {
            throw new AssertionError(where + ": " + Arrays.toString(json), e);
        }
    }
}
