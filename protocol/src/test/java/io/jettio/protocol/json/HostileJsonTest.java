package io.jettio.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.PacketException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileJsonTest {
    private static final List<String> DOCUMENTS = List.of(
            "[]",
            "[\"chat\",\"hello, world\"]",
            "[\"é€😀\",\"\\u00e9\\ud83d\\ude00\\ud800\\n\\\"\\\\\\/\"]",
            "[0,-0,1.5,-1.5e10,1E-7,12345678901234567890]",
            "[true,false,null,{},[],[[[]]],{\"a\":{\"b\":[{\"c\":1}]}}]",
            " [ { \"key\" : [ 1 , 2 ] , \"\" : null } , \"x\" ] ",
            "[{\"_placeholder\":true,\"num\":0},{\"num\":1,\"_placeholder\":true}]",
            "[\"a text that is longer than sixteen bytes, so that whole words are scanned\"]");

    private static final byte[] TELLING =
            "[]{}:,\"\\/'0123456789-+.eEtrufalsn \t\n\r\f\u0000\u001f\u007f_{}".getBytes(UTF_8);

    @Test
    void everyTruncationIsRefused() {
        for (String document : DOCUMENTS) {
            byte[] bytes = document.strip().getBytes(UTF_8);
            for (int length = 0; length < bytes.length; length++) {
                assertRefused(Arrays.copyOf(bytes, length));
            }
        }
    }

    @Test
    void truncationNeverReadsBehindTheRange() {
        byte[] bytes = "[\"chat\",{\"a\":[true,1.5e3,\"\\u00e9é😀\"]}]".getBytes(UTF_8);
        for (int to = 0; to < bytes.length; to++) {
            int end = to;
            assertThatExceptionOfType(PacketException.class)
                    .isThrownBy(() -> new JsonScanner(bytes, end, 0, DecodeLimits.defaults()).scanArray(0, 0))
                    .satisfies(e -> assertThat(e.position()).isBetween(0, end));
        }
    }

    @Test
    void mutatedBytesGiveNothingButAPacketException() {
        long seed = System.nanoTime();
        System.out.println("HostileJsonTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = mutated(random, random.nextBoolean());
            try {
                JsonPayload.Event event = JsonPayload.parseEvent(
                        GsonJsonCodec.shared(), bytes, 0, bytes.length, 2, DecodeLimits.defaults());
                assertThat(event.name()).isNotNull();
            } catch (PacketException refused) {
                assertThat(refused.position()).isBetween(0, bytes.length);
            }
        }
    }

    @Test
    void acceptsAndRefusesWhatGsonsStrictReaderDoes() throws IOException {
        long seed = System.nanoTime();
        System.out.println("HostileJsonTest seed " + seed);
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = mutated(random, true);
            String text = text(bytes);
            boolean actual = accepts(bytes);
            boolean expected = text != null && acceptedByGson(text, actual);
            accepted += actual ? 1 : 0;
            if (expected != actual) {
                fail("Gson %s: %s (seed %d)", expected ? "accepts" : "refuses", text, seed);
            }
        }
        assertThat(accepted).isPositive();
    }

    @Test
    void nestingIsLimitedWithTheOutermostArrayCounted() {
        assertThat(JsonScannerTest.elements("[".repeat(100) + "]".repeat(100))).hasSize(1);
        assertThat(JsonScannerTest.elements("[" + "{\"a\":".repeat(99) + "1" + "}".repeat(99) + "]"))
                .hasSize(1);
        assertRefused("[".repeat(101) + "]".repeat(101), "nested deeper than 100");
        assertRefused("[" + "{\"a\":".repeat(100) + "1" + "}".repeat(100) + "]", "nested deeper than 100");
        assertRefused("[".repeat(100_000), "nested deeper than 100");
        assertRefused("[" + "[{\"a\":".repeat(100_000), "nested deeper than 100");
    }

    @Test
    void anyDepthCanBeAllowedWithoutStack() {
        int depth = 1_000_000;
        byte[] bytes = ("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8);
        DecodeLimits limits = DecodeLimits.builder().maxNesting(depth).build();
        JsonScanner scanner = new JsonScanner(bytes, bytes.length, 1, limits);
        scanner.scanArray(0, 0);
        assertThat(scanner.elements()).isEqualTo(1);
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> JsonPayload.parseArray(GsonJsonCodec.shared(), bytes, 0, bytes.length, 1, limits)
                        .withAttachments(List.of(Frame.binary(new byte[0])))
                        .get(0, Object.class));
    }

    @Test
    void numberIsLimitedInLength() {
        assertThat(JsonScannerTest.elements("[" + "9".repeat(1_000) + "]")).hasSize(1);
        assertRefused("[" + "9".repeat(1_001) + "]", "number longer than 1000");
        assertRefused("[0." + "1".repeat(1_000) + "]", "number longer than 1000");
        assertRefused("[1e" + "1".repeat(1_000) + "]", "number longer than 1000");
    }

    @Test
    void argumentsAreLimitedInNumber() {
        assertThat(JsonScannerTest.elements("[" + "1,".repeat(1_023) + "1]")).hasSize(1_024);
        assertRefused("[" + "1,".repeat(1_024) + "1]", "more than 1024 arguments");
        byte[] event = ("[\"e\"," + "1,".repeat(1_023) + "1]").getBytes(UTF_8);
        assertThat(JsonPayload.parseEvent(GsonJsonCodec.shared(), event, 0, event.length, 0, DecodeLimits.defaults())
                        .arguments()
                        .size())
                .isEqualTo(1_024);
        assertThat(JsonScannerTest.elements("[[" + "1,".repeat(5_000) + "1]]")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true}",
                "{\"_placeholder\":true,\"num\":2}",
                "{\"_placeholder\":true,\"num\":-1}",
                "{\"_placeholder\":true,\"num\":-0}",
                "{\"_placeholder\":true,\"num\":0.0}",
                "{\"_placeholder\":true,\"num\":1e0}",
                "{\"_placeholder\":true,\"num\":99999999999999999999}",
                "{\"_placeholder\":true,\"num\":4294967296}",
                "{\"_placeholder\":true,\"num\":\"0\"}",
                "{\"_placeholder\":true,\"num\":null}",
                "{\"_placeholder\":true,\"num\":true}",
                "{\"_placeholder\":true,\"num\":[0]}",
                "{\"_placeholder\":true,\"num\":{\"num\":0}}",
                "{\"num\":7,\"_placeholder\":true}",
                "{\"_placeholder\":true,\"num\":0,\"num\":5}",
                "{\"_placeholder\":false,\"_placeholder\":true}",
                "{\"\\u005fplaceholder\":true,\"num\":5}",
                "{\"_placeholder\":true,\"n\\u0075m\":5}",
                "{\"a\":[{\"_placeholder\":true,\"num\":2}]}",
                "[[{\"x\":1,\"_placeholder\":true,\"y\":{\"num\":0}}]]"
            })
    void placeholderWithoutAnAnnouncedAttachmentIsRefused(String argument) {
        byte[] bytes = ("[" + argument + "]").getBytes(UTF_8);
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> JsonScannerTest.scan(bytes, 2))
                .withMessageContaining("placeholder num");
        assertThat(JsonScannerTest.scan(bytes, 0).elements()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":0}",
                "{\"num\":1,\"x\":[{}],\"_placeholder\":true}",
                "{ \"_placeholder\" : true , \"num\" : 1 }",
                "{\"_placeholder\":false}",
                "{\"_placeholder\":\"true\"}",
                "{\"_placeholder\":{},\"num\":7}",
                "{\"_placeholder\":null,\"num\":7}",
                "{\"_placeholder\":true,\"_placeholder\":1}",
                "{\"_placeholder\":true,\"num\":5,\"num\":0}",
                "{\"num\":7}",
                "{\"_placeholders\":true}",
                "{\"\\u005fplaceholder\":true,\"n\\u0075m\":1}",
                "{\"a\":{\"_placeholder\":true,\"num\":0},\"num\":9}"
            })
    void placeholderWithAnAnnouncedAttachmentAndWhatIsNoneAreAccepted(String argument) {
        byte[] bytes = ("[" + argument + "]").getBytes(UTF_8);
        assertThat(JsonScannerTest.scan(bytes, 2).elements()).isEqualTo(1);
    }

    private static byte[] mutated(Random random, boolean telling) {
        byte[] bytes = DOCUMENTS.get(random.nextInt(DOCUMENTS.size())).getBytes(UTF_8);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            byte b = telling ? TELLING[random.nextInt(TELLING.length)] : (byte) random.nextInt(256);
            byte[] before = Arrays.copyOf(bytes, at);
            int kind = random.nextInt(3);
            byte[] middle = kind == 2 ? new byte[0] : new byte[] {b};
            int rest = kind == 0 ? at : Math.min(at + 1, bytes.length);
            ByteBuffer joined = ByteBuffer.allocate(at + middle.length + bytes.length - rest);
            joined.put(before).put(middle).put(bytes, rest, bytes.length - rest);
            bytes = joined.array();
        }
        return bytes;
    }

    private static boolean accepts(byte[] bytes) {
        try {
            return JsonScannerTest.scan(bytes, 0) != null;
        } catch (PacketException refused) {
            return false;
        }
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException invalid) {
            return null;
        }
    }

    private static boolean acceptedByGson(String json, boolean ours) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        StringBuilder read = new StringBuilder();
        try {
            if (reader.peek() != JsonToken.BEGIN_ARRAY) {
                return false;
            }
            while (true) {
                switch (reader.peek()) {
                    case BEGIN_ARRAY -> reader.beginArray();
                    case END_ARRAY -> reader.endArray();
                    case BEGIN_OBJECT -> reader.beginObject();
                    case END_OBJECT -> reader.endObject();
                    case NAME -> read.append(reader.nextName());
                    case STRING, NUMBER -> read.append(reader.nextString());
                    case BOOLEAN -> read.append(reader.nextBoolean());
                    case NULL -> reader.nextNull();
                    case END_DOCUMENT -> {
                        return read.length() <= json.length();
                    }
                }
            }
        } catch (MalformedJsonException refused) {
            // RFC 8259 allows half of a surrogate pair as an escape, Gson's strict reader does not.
            return ours && String.valueOf(refused.getMessage()).startsWith("Unpaired surrogate");
        } catch (EOFException refused) {
            return false;
        }
    }

    private static void assertRefused(byte[] bytes) {
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> JsonScannerTest.scan(bytes, 2));
    }

    private static void assertRefused(String json, String reason) {
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> JsonScannerTest.scan(json.getBytes(UTF_8), 0))
                .withMessageContaining(reason);
    }
}
