package io.jettio.protocol.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.socketio.PacketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
    private static final DecodeLimits LIMITS = DecodeLimits.defaults();

    @Test
    void findsWhereTheElementsOfTheOutermostArrayAre() {
        assertThat(elements(" [ \"a\" ,[1,[2]], {\"b\":[3,4]} ,-0.5e+7,true,null ] "))
                .containsExactly("\"a\"", "[1,[2]]", "{\"b\":[3,4]}", "-0.5e+7", "true", "null");
        assertThat(elements("[]")).isEmpty();
        assertThat(elements("[ \t\r\n]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0]",
                "[-0]",
                "[10,-1.5,1e5,1E-5,0.0,0e0,12345678901234567890]",
                "[\"\"]",
                "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"]",
                "[\"\\ud800\"]",
                "[\"é€😀\u2028\u2029\u007f\"]",
                "[{}]",
                "[{\"a\":{}, \"\":[] , \"a\":1}]",
                "[[],[[]],[{}]]",
                "[false,true,null]",
                "[\"a longer text of more than eight bytes, with \\\" and é and more behind it\"]"
            })
    void acceptsWhatRfc8259Allows(String json) {
        assertThat(elements(json)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "]",
                "[1",
                "[1,",
                "[,]",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1]]",
                "[1] x",
                "[1],[2]",
                "[1]\u0000",
                "{}",
                "1",
                "\"a\"",
                "null",
                "[01]",
                "[-]",
                "[-01]",
                "[+1]",
                "[.5]",
                "[1.]",
                "[1.e3]",
                "[1e]",
                "[1e+]",
                "[0x1]",
                "[1_000]",
                "[NaN]",
                "[Infinity]",
                "[-Infinity]",
                "[undefined]",
                "[nul]",
                "[nulll]",
                "[tru]",
                "[True]",
                "[fals]",
                "['a']",
                "[a]",
                "[\"a]",
                "[\"a\\\"]",
                "[\"\\x\"]",
                "[\"\\u12\"]",
                "[\"\\u12G4\"]",
                "[\"\\u123\"]",
                "[\"\\'\"]",
                "[\"\t\"]",
                "[\"\n\"]",
                "[\"\u0000\"]",
                "[\"eight bytes and a \u0001\"]",
                "[{]",
                "[{\"a\"}]",
                "[{\"a\":}]",
                "[{\"a\":1,}]",
                "[{,}]",
                "[{a:1}]",
                "[{1:1}]",
                "[{'a':1}]",
                "[{\"a\":1 \"b\":2}]",
                "[{\"a\" 1}]",
                "[{\"a\"::1}]",
                "[{\"a\":1]",
                "[[1}]",
                "[/**/1]",
                "[1//\n]",
                "[#\n]",
                "\uFEFF[1]",
                "[1\u00a0]",
                "[\u000b1]",
                "[\f1]"
            })
    void refusesWhatRfc8259DoesNotAllow(String json) {
        assertThatExceptionOfType(PacketException.class).isThrownBy(() -> elements(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c0 80",
                "c1 bf",
                "c2",
                "c2 20",
                "c3 28",
                "e0 80 80",
                "e0 9f bf",
                "e2 82",
                "e2 28 a1",
                "ed a0 80",
                "ed bf bf",
                "f0 80 80 80",
                "f0 8f bf bf",
                "f0 9f 98",
                "f4 90 80 80",
                "f5 80 80 80",
                "fe",
                "ff",
                "f8 88 80 80 80"
            })
    void refusesWhatIsNotUtf8(String hex) {
        StringBuilder json = new StringBuilder("[\"");
        for (String octet : hex.split(" ", -1)) {
            json.append((char) Integer.parseInt(octet, 16));
        }
        byte[] bytes = json.append("\"]").toString().getBytes(ISO_8859_1);
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> scan(bytes, 0))
                .withMessageContaining("UTF-8");
    }

    @Test
    void positionIsTheIndexInTheArray() {
        byte[] bytes = "xx[1,?]".getBytes(UTF_8);
        assertThatExceptionOfType(PacketException.class)
                .isThrownBy(() -> new JsonScanner(bytes, bytes.length, 0, LIMITS).scanArray(2, 0))
                .satisfies(e -> assertThat(e.position()).isEqualTo(5));
    }

    static List<String> elements(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        JsonScanner scanner = scan(bytes, 0);
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < scanner.elements(); i++) {
            int from = scanner.bounds()[2 * i];
            elements.add(new String(bytes, from, scanner.bounds()[2 * i + 1] - from, UTF_8));
        }
        return elements;
    }

    static JsonScanner scan(byte[] bytes, int attachments) {
        JsonScanner scanner = new JsonScanner(bytes, bytes.length, attachments, LIMITS);
        scanner.scanArray(0, 0);
        return scanner;
    }
}
