package io.jettio.server.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455, section 5.2: the bytes of what a server sends. */
class FrameWriterTest {
    private static byte[] all(FrameWriter frames) {
        ByteBuffer out = ByteBuffer.allocate((int) frames.remaining());
        frames.write(out);
        assertThat(frames.remaining()).isZero();
        assertThat(out.hasRemaining())
                .as("remaining() says how many bytes there are")
                .isFalse();
        return out.array();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8200",
        "1, 8201",
        "125, 827d",
        "126, 827e007e",
        "127, 827e007f",
        "65535, 827effff",
        "65536, 827f0000000000010000"
    })
    void lengthIsWrittenInItsShortestForm(int size, String header) {
        FrameWriter frames = new FrameWriter();
        frames.add(OpCode.BINARY, false, Frame.binary(new byte[size]));
        byte[] bytes = all(frames);
        assertThat(bytes).startsWith(HexFormat.of().parseHex(header)).hasSize(header.length() / 2 + size);
    }

    @Test
    void compressedMessageHasItsBit() {
        FrameWriter frames = new FrameWriter();
        frames.add(OpCode.TEXT, true, Frame.text("a"));
        assertThat(all(frames)).isEqualTo(HexFormat.of().parseHex("c10161"));
    }

    @Test
    void sizesOfBuffersDoNotMatter() {
        byte[] payload = new byte[70_000];
        new Random(1).nextBytes(payload);
        byte[] whole = all(frames(payload));
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            FrameWriter frames = frames(payload);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int most = round < 100 ? 50 : 100_000;
            while (frames.remaining() > 0) {
                ByteBuffer buffer = ByteBuffer.allocate(10 + random.nextInt(most));
                frames.write(buffer);
                assertThat(buffer.position()).isPositive();
                out.write(buffer.array(), 0, buffer.position());
            }
            assertThat(out.toByteArray()).isEqualTo(whole);
        }
    }

    private static FrameWriter frames(byte[] payload) {
        FrameWriter frames = new FrameWriter();
        frames.add(OpCode.TEXT, false, Frame.text("hello"));
        frames.add(OpCode.BINARY, false, Frame.binary(payload, 3, 300));
        frames.add(OpCode.TEXT, false, Frame.empty());
        frames.add(OpCode.BINARY, false, Frame.binary(payload));
        frames.add(OpCode.CLOSE, false, Frame.binary(new byte[] {3, (byte) 0xe8}));
        return frames;
    }
}
