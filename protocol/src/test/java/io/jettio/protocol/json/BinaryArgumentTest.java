package io.jettio.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryArgumentTest {
    private static final Frame.Binary FIRST = Frame.binary(new byte[] {1, 2});
    private static final Frame.Binary SECOND = Frame.binary(new byte[] {3});

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"_placeholder\":true,\"num\":1}]",
                "[ { \"_placeholder\" : true , \"num\" : 1 } ]",
                "[{\"num\":1,\"_placeholder\":true}]"
            })
    void everySpellingOfAPlaceholderIsTheAttachment(String json) {
        JsonPayload payload = parsed(json).withAttachments(List.of(FIRST, SECOND));
        assertThat(payload.get(0, byte[].class)).containsExactly(3);
        assertThat(payload.get(0, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(new byte[] {3}));
    }

    @Test
    void arrayIsTheReceiversOwnAndBufferIsReadOnly() {
        JsonPayload payload = parsed("[{\"_placeholder\":true,\"num\":0}]").withAttachments(List.of(FIRST, SECOND));
        payload.get(0, byte[].class)[0] = 9;
        assertThat(payload.get(0, byte[].class)).containsExactly(1, 2);
        assertThat(payload.get(0, ByteBuffer.class).isReadOnly()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'{\"_placeholder\":true,\"num\":0}', 0",
                "'{\"_placeholder\":true,\"num\":12}', 12",
                "'{\"_placeholder\":true,\"num\":-3}', -1",
                "'{\"_placeholder\":true,\"num\":1.0}', -1",
                "'{\"_placeholder\":true,\"num\":4294967296}', -1",
                "'{\"_placeholder\":true,\"num\":}', -1",
                "'{\"_placeholder\":true,\"num\":0,\"more\":1}', -1",
                "'{\"_placeholder\":false,\"num\":0}', -1",
                "'{}', -1"
            })
    void shortWayTakesOnlyWhatEncodersWrite(String json, int number) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        assertThat(JsonText.placeholder(utf8, 0, utf8.length)).isEqualTo(number);
    }

    private static JsonPayload parsed(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        return JsonPayload.parseArray(GsonJsonCodec.shared(), utf8, 0, utf8.length, 2, DecodeLimits.defaults());
    }
}
