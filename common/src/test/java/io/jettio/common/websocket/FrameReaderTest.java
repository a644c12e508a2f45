package io.jettio.common.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, section 5: what a client's bytes mean, however they are cut. */
class FrameReaderTest {
    private static final int MAX = 100_000;
    private static final int FIN = 0x80;

    private final Told told = new Told();

    /** Writes down what it is told. */
    private static final class Told implements FrameReader.Sink {
        final List<String> events = new ArrayList<>();
        boolean goOn = true;

        @Override
        public boolean onMessage(boolean binary, boolean compressed, byte[] bytes, int size) {
            String what = (binary ? "binary" : "text") + (compressed ? " compressed" : "");
            events.add(what + " " + new String(bytes, 0, size, StandardCharsets.ISO_8859_1));
            return goOn;
        }

        @Override
        public void onPing(byte[] payload) {
            events.add("ping " + new String(payload, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void onClose(int code) {
            events.add("close " + code);
        }
    }

    private static byte[] frame(int first, byte[] payload, int mask) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        if (payload.length < 126) {
            out.write(FIN | payload.length);
        } else if (payload.length <= 0xffff) {
            out.write(FIN | 126);
            out.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            out.write(FIN | 127);
            out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        out.writeBytes(ByteBuffer.allocate(4).putInt(mask).array());
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ (mask >> (24 - 8 * (i % 4))));
        }
        return out.toByteArray();
    }

    private static byte[] frame(int first, String payload) {
        return frame(first, payload.getBytes(StandardCharsets.ISO_8859_1), 0x37fa213d);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static FrameReader reader() {
        return new FrameReader(Side.CLIENT, MAX, false);
    }

    @Test
    void serverSendsWithoutMask() {
        FrameReader reader = new FrameReader(Side.SERVER, MAX, false);
        assertThat(reader.read(ByteBuffer.wrap(HexFormat.of().parseHex("810568656c6c6f8902686988020fa0")), told))
                .isTrue();
        assertThat(told.events).containsExactly("text hello", "ping hi", "close 4000");
    }

    @Test
    void maskOfAServerIsRefused() {
        FrameReader reader = new FrameReader(Side.SERVER, MAX, false);
        assertThatThrownBy(() -> reader.read(ByteBuffer.wrap(frame(FIN | 1, "hello")), told))
                .isInstanceOf(WebSocketException.class)
                .hasMessageContaining("mask");
        assertThat(told.events).isEmpty();
    }

    @Test
    void whereTheBytesAreCutDoesNotMatter() {
        byte[] all = join(
                frame(FIN | 1, "hello"),
                frame(1, "fra"),
                frame(FIN | 9, "ping"),
                frame(0, ""),
                frame(FIN, "gments"),
                frame(FIN | 10, "pong"),
                frame(FIN | 2, "x".repeat(126)),
                frame(FIN | 2, "y".repeat(70_000)),
                frame(FIN | 1, ""),
                frame(FIN | 8, "\u0003\u00e8bye"),
                frame(FIN | 1, "after the end"));
        List<String> whole = List.of(
                "text hello",
                "ping ping",
                "text fragments",
                "binary " + "x".repeat(126),
                "binary " + "y".repeat(70_000),
                "text ",
                "close 1000");
        Random random = new Random(6455);
        for (int round = 0; round < 300; round++) {
            FrameReader reader = reader();
            Told sink = new Told();
            int most = 1 + random.nextInt(round < 100 ? 5 : round < 200 ? 500 : 100_000);
            for (int at = 0; at < all.length; ) {
                int end = Math.min(all.length, at + 1 + random.nextInt(most));
                ByteBuffer part = random.nextBoolean()
                        ? ByteBuffer.wrap(all, at, end - at)
                        : ByteBuffer.allocateDirect(end - at)
                                .put(all, at, end - at)
                                .flip();
                assertThat(reader.read(part, sink)).isTrue();
                assertThat(part.hasRemaining()).isFalse();
                at = end;
            }
            assertThat(sink.events).isEqualTo(whole);
        }
    }

    @Test
    void everyMaskFitsEveryAlignment() {
        byte[] payload = new byte[64];
        new Random(1).nextBytes(payload);
        for (int mask : new int[] {0, -1, 0x01020304, 0x80000000, 0x37fa213d}) {
            for (int size = 0; size <= payload.length; size++) {
                for (int cut = 0; cut <= size; cut++) {
                    byte[] bytes = frame(FIN | 2, Arrays.copyOf(payload, size), mask);
                    Told sink = new Told();
                    FrameReader reader = reader();
                    int head = bytes.length - size + cut;
                    reader.read(ByteBuffer.wrap(bytes, 0, head), sink);
                    reader.read(ByteBuffer.wrap(bytes, head, bytes.length - head), sink);
                    assertThat(sink.events)
                            .containsExactly("binary " + new String(payload, 0, size, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    @Test
    void sinkThatSaysStopLeavesWhatFollows() {
        FrameReader reader = reader();
        ByteBuffer bytes = ByteBuffer.wrap(join(frame(FIN | 1, "one"), frame(FIN | 1, "two")));
        told.goOn = false;

        assertThat(reader.read(bytes, told)).isFalse();
        assertThat(told.events).containsExactly("text one");
        assertThat(reader.read(bytes, told)).isFalse();

        assertThat(told.events).containsExactly("text one", "text two");
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c18037fa213d", // RSV1 that was not negotiated
                "a18037fa213d",
                "918037fa213d",
                "838037fa213d", // unknown kinds
                "8b8037fa213d",
                "8101340000", // no mask
                "808037fa213d", // a continuation of nothing
                "018037fa213d818037fa213d", // a message inside another
                "098037fa213d", // a fragmented ping
                "89fe007e37fa213d", // a ping of 126 bytes
                "81fe007d37fa213d", // lengths in more bytes than they need
                "81ff000000000000ffff37fa213d",
                "89ff800000000000000037fa213d", // control frames of lengths that cannot be
                "8affffffffffffffffff37fa213d",
                "88ff800000000000000237fa213d",
                "888137fa213d34", // a close of one byte
                "888237fa213d3417", // a close code that may not be sent
            })
    void whatBreaksTheRulesIsRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> reader().read(ByteBuffer.wrap(bytes), told))
                .isInstanceOfSatisfying(
                        WebSocketException.class,
                        refused -> assertThat(refused.code()).isEqualTo(CloseCode.PROTOCOL_ERROR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"82ff7fffffffffffffff37fa213d", "82ffffffffffffffffff37fa213d", "82ff00000000000186a137fa213d"})
    void messageOverTheLimitIsRefusedByItsHeader(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> reader().read(ByteBuffer.wrap(bytes), told))
                .isInstanceOfSatisfying(
                        WebSocketException.class,
                        refused -> assertThat(refused.code()).isEqualTo(CloseCode.TOO_LARGE));
    }

    @Test
    void limitHoldsForAllFragmentsTogether() {
        FrameReader reader = reader();
        byte[] half = new byte[MAX / 2];
        reader.read(ByteBuffer.wrap(join(frame(2, half, 1), frame(0, half, 1))), told);
        assertThatThrownBy(() -> reader.read(ByteBuffer.wrap(frame(FIN, new byte[1], 1)), told))
                .isInstanceOf(WebSocketException.class);
    }

    @Test
    void compressedBitStandsOnTheFirstFrameOnly() {
        FrameReader reader = new FrameReader(Side.CLIENT, MAX, true);
        reader.read(ByteBuffer.wrap(join(frame(0x41, "a"), frame(FIN, "b"), frame(FIN | 0x42, "c"))), told);
        assertThat(told.events).containsExactly("text compressed ab", "binary compressed c");
        for (int first : new int[] {FIN | 0x49, 0x40}) {
            FrameReader other = new FrameReader(Side.CLIENT, MAX, true);
            other.read(ByteBuffer.wrap(frame(1, "a")), told);
            assertThatThrownBy(() -> other.read(ByteBuffer.wrap(frame(first, "")), told))
                    .isInstanceOf(WebSocketException.class);
        }
    }

    @Test
    void fragmentsAreCounted() {
        FrameReader reader = reader();
        reader.read(ByteBuffer.wrap(frame(1, "")), told);
        assertThatThrownBy(() -> {
                    for (int i = 1; i < 2_000; i++) {
                        reader.read(ByteBuffer.wrap(frame(0, "")), told);
                        assertThat(i).isLessThan(1_024);
                    }
                })
                .isInstanceOfSatisfying(
                        WebSocketException.class,
                        refused -> assertThat(refused.code()).isEqualTo(CloseCode.POLICY_VIOLATION));
    }
}
