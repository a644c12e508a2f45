package io.jettio.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.jettio.protocol.Frame;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonOutputTest {
    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                9,
                10,
                -10,
                99,
                100,
                12_345,
                Integer.MAX_VALUE,
                Integer.MIN_VALUE,
                999_999_999_999_999_999L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1
            })
    void integerIsWrittenWithAllDigits(long value) {
        JsonOutput out = new JsonOutput();
        out.writeLong(value);
        assertThat(out.toFrame().text()).isEqualTo(Long.toString(value));
    }

    @Test
    void stringIsEscapedAndValidUtf8() {
        JsonOutput out = new JsonOutput();
        out.writeString("a\"\\/\b\f\n\r\t\u0000\u001f\u007f<é€😀\ud800\udc00\udc00\ud800x\ud800");
        assertThat(out.toFrame().text())
                .isEqualTo("\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f<é€😀\ud800\udc00\\udc00\\ud800x\\ud800\"");
    }

    @Test
    void longStringIsWrittenLikeAShortOne() {
        for (String odd : List.of("", "?", "\"", "\\", "\n", "é", "😀", "\ud800", "?\udc00?")) {
            for (int at = 0; at < 70; at++) {
                String text = "x".repeat(at) + odd + "y".repeat(69 - at) + "?";
                JsonOutput whole = new JsonOutput();
                whole.writeString(text);
                assertThat(whole.toFrame().text())
                        .isEqualTo("\"" + "x".repeat(at) + inside(odd) + "y".repeat(69 - at) + "?\"");
            }
        }
    }

    private static String inside(String text) {
        JsonOutput out = new JsonOutput();
        out.writeString(text);
        String json = out.toFrame().text();
        return json.substring(1, json.length() - 1);
    }

    @Test
    void outputGrows() {
        JsonOutput out = new JsonOutput();
        String text = "0123456789é".repeat(10_000);
        out.writeString(text);
        out.writeRaw(",");
        out.writeString(text);
        assertThat(out.size()).isEqualTo(2 * (12 * 10_000 + 2) + 1);
        assertThat(out.toFrame().text()).isEqualTo('"' + text + "\",\"" + text + '"');
    }

    @Test
    void headroomStaysFreeInFrontOfTheText() {
        JsonOutput out = new JsonOutput(4);
        assertThat(out.size()).isZero();
        out.writeBoolean(true);
        out.writeNull();
        out.writeRaw("xyz".getBytes(UTF_8), 1, 2);
        Frame.Text frame = out.toFrame();
        assertThat(frame.text()).isEqualTo("truenullyz");
        assertThat(frame.arrayOffset()).isEqualTo(4);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new JsonOutput(-1));
    }

    @Test
    void frameEndsTheOutput() {
        JsonOutput out = new JsonOutput();
        out.writeLong(1);
        assertThat(out.toFrame().text()).isEqualTo("1");
        assertThatIllegalStateException().isThrownBy(() -> out.writeLong(2));
        assertThatIllegalStateException().isThrownBy(() -> out.writeString(""));
    }

    @Test
    void writerTakesCharactersAsTheyAreAndJoinsHalves() throws IOException {
        JsonOutput out = new JsonOutput();
        Writer writer = out.writer();
        writer.write("\"é\ud83d");
        writer.write("\ude00€\ud83d".toCharArray());
        writer.write('x');
        writer.append("\ude00\"");
        writer.flush();
        assertThat(out.writer()).isSameAs(writer);
        assertThat(out.toFrame().text()).isEqualTo("\"é😀€\\ud83dx\\ude00\"");
    }

    @Test
    void rawTextIsNotEscapedButValidUtf8() {
        JsonOutput out = new JsonOutput();
        out.writeRaw("{\"é\":\"😀\ud800\"}");
        assertThat(out.toFrame().text()).isEqualTo("{\"é\":\"😀\\ud800\"}");
    }

    @Test
    void attachmentIsACopyAndLeavesTheBufferAlone() {
        JsonOutput out = new JsonOutput();
        byte[] bytes = {1, 2, 3};
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, 2);
        assertThat(out.attachments()).isEmpty();
        assertThat(out.attach(buffer)).isZero();
        assertThat(out.size()).isZero();
        out.writeBinary(buffer);
        bytes[1] = 9;
        assertThat(buffer.remaining()).isEqualTo(2);
        assertThat(out.attachments()).containsExactly(Frame.binary(new byte[] {2, 3}), Frame.binary(new byte[] {2, 3}));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> out.attachments().clear());
        assertThat(out.toFrame().text()).isEqualTo("{\"_placeholder\":true,\"num\":1}");
    }
}
