package io.jettio.protocol.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {
    @Test
    void everyCodePointIsUtf8() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
                if (Utf8.indexOfInvalid(bytes, 0, bytes.length) != -1
                        || Utf8.utf16Length(bytes, 0, bytes.length) != Character.charCount(codePoint)) {
                    throw new AssertionError(codePoint);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "80, a continuation alone",
        "c080, overlong in two bytes",
        "c1bf, overlong in two bytes",
        "e09fbf, overlong in three bytes",
        "f08fbfbf, overlong in four bytes",
        "eda080, a surrogate",
        "edbfbf, a surrogate",
        "f4908080, above U+10FFFF",
        "f5808080, above U+10FFFF",
        "c3, truncated after one of two",
        "e282, truncated after two of three",
        "f09f98, truncated after three of four",
        "c328, second byte is no continuation",
        "e28228, third byte is no continuation",
        "f09f9828, fourth byte is no continuation",
        "ff, never in UTF-8"
    })
    void illegalSequenceIsFoundWhereverItStands(String hex, String what) {
        byte[] illegal = HexFormat.of().parseHex(hex);
        for (int before = 0; before < 20; before++) {
            byte[] bytes = new byte[before + illegal.length];
            System.arraycopy(illegal, 0, bytes, before, illegal.length);

            assertThat(Utf8.indexOfInvalid(bytes, 0, bytes.length)).as(what).isEqualTo(before);
        }
    }

    @Test
    void onlyTheGivenRangeIsRead() {
        byte[] bytes = {(byte) 0xff, 'a', (byte) 0xc3, (byte) 0xa9, (byte) 0xff};

        assertThat(Utf8.indexOfInvalid(bytes, 1, 4)).isEqualTo(-1);
        assertThat(Utf8.indexOfInvalid(bytes, 1, 3)).isEqualTo(2);
    }

    @Test
    void randomBytesAreJudgedAsTheJdkDoes() {
        long seed = 20_260_301L;
        Random random = new Random(seed);
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                // Mostly what can stand in UTF-8, or nearly every case would fail at its first byte.
                bytes[i] = (byte) (random.nextInt(3) == 0 ? bytes[i] & 0x7f : bytes[i] | 0x80);
            }

            assertThat(Utf8.indexOfInvalid(bytes, 0, bytes.length) == -1)
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(isUtf8(bytes));
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
