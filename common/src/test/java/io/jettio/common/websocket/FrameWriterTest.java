package io.jettio.common.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455, section 5.2: the bytes of what is sent. */
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
        FrameWriter frames = new FrameWriter(null);
        frames.add(OpCode.BINARY, false, Frame.binary(new byte[size]));
        byte[] bytes = all(frames);
        assertThat(bytes).startsWith(HexFormat.of().parseHex(header)).hasSize(header.length() / 2 + size);
    }

    @Test
    void clientsFrameIsReadAsWhatItWas() {
        Masks masks = new Masks();
        byte[] payload = new byte[70_000];
        new Random(3).nextBytes(payload);
        for (int size : new int[] {0, 1, 7, 8, 125, 126, 1_001, 70_000}) {
            FrameWriter frames = new FrameWriter(masks);
            frames.add(OpCode.BINARY, false, Frame.binary(payload, 0, size));
            frames.add(OpCode.BINARY, false, Frame.binary(payload, 0, size));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            while (frames.remaining() > 0) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(1_003);
                frames.write(buffer);
                byte[] written = new byte[buffer.flip().remaining()];
                buffer.get(written);
                out.writeBytes(written);
            }
            List<byte[]> read = new ArrayList<>();
            new FrameReader(Side.CLIENT, 100_000, false)
                    .read(ByteBuffer.wrap(out.toByteArray()), new FrameReader.Sink() {
                        @Override
                        public boolean onMessage(boolean binary, boolean compressed, byte[] bytes, int length) {
                            return read.add(Arrays.copyOf(bytes, length));
                        }

                        @Override
                        public void onPing(byte[] bytes) {}

                        @Override
                        public void onClose(int code) {}
                    });
            assertThat(read).hasSize(2).allSatisfy(each -> assertThat(each).isEqualTo(Arrays.copyOf(payload, size)));
        }
    }

    @Test
    void eachFrameOfAClientHasItsOwnMask() {
        Masks masks = new Masks();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = all(FrameWriter.control(masks, OpCode.PING, new byte[0]));
            assertThat(bytes).hasSize(6).startsWith(0x89, 0x80);
            seen.add(HexFormat.of().formatHex(bytes));
        }
        assertThat(seen).hasSizeGreaterThan(990);
    }

    @Test
    void compressedMessageHasItsBit() {
        FrameWriter frames = new FrameWriter(null);
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

    @Test
    void headerIsNotCutInTwo() {
        FrameWriter frames = new FrameWriter(null);
        frames.add(OpCode.BINARY, false, Frame.binary(new byte[70_000]));
        for (int size = 0; size < 10; size++) {
            ByteBuffer small = ByteBuffer.allocate(size);
            frames.write(small);
            assertThat(small.position()).isZero();
        }
        ByteBuffer enough = ByteBuffer.allocate(10);
        frames.write(enough);
        assertThat(enough.array()).isEqualTo(HexFormat.of().parseHex("827f0000000000011170"));
        assertThat(frames.remaining()).isEqualTo(70_000);
    }

    @Test
    void batchOfAnythingIsTheBytesOfItsFramesInOrder() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            FrameWriter frames = new FrameWriter(null);
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            for (int i = random.nextInt(20); i >= 0; i--) {
                int size = random.nextInt(5) == 0 ? 65_530 + random.nextInt(12) : random.nextInt(140);
                byte[] bytes = new byte[size + 20];
                random.nextBytes(bytes);
                int from = random.nextInt(20);
                boolean text = random.nextBoolean();
                boolean compressed = random.nextBoolean();
                frames.add(
                        text ? OpCode.TEXT : OpCode.BINARY,
                        compressed,
                        text ? Frame.text(bytes, from, size) : Frame.binary(bytes, from, size));
                expected.write((text ? 0x81 : 0x82) | (compressed ? 0x40 : 0));
                if (size < 126) {
                    expected.write(size);
                } else if (size < 65_536) {
                    expected.writeBytes(new byte[] {126, (byte) (size >> 8), (byte) size});
                } else {
                    expected.writeBytes(new byte[] {127, 0, 0, 0, 0, 0, 1, (byte) (size >> 8), (byte) size});
                }
                expected.write(bytes, from, size);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            while (frames.remaining() > 0) {
                long before = frames.remaining();
                int size = 10 + random.nextInt(seed < 50 ? 30 : 30_000);
                ByteBuffer buffer = random.nextBoolean() ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
                frames.write(buffer);
                assertThat(before - frames.remaining()).isEqualTo(buffer.position());
                byte[] written = new byte[buffer.flip().remaining()];
                buffer.get(written);
                out.writeBytes(written);
            }
            assertThat(out.toByteArray()).as("seed %d", seed).isEqualTo(expected.toByteArray());
        }
    }

    private static FrameWriter frames(byte[] payload) {
        FrameWriter frames = new FrameWriter(null);
        frames.add(OpCode.TEXT, false, Frame.text("hello"));
        frames.add(OpCode.BINARY, false, Frame.binary(payload, 3, 300));
        frames.add(OpCode.TEXT, false, Frame.empty());
        frames.add(OpCode.BINARY, false, Frame.binary(payload));
        frames.add(OpCode.CLOSE, false, Frame.binary(new byte[] {3, (byte) 0xe8}));
        return frames;
    }
}
