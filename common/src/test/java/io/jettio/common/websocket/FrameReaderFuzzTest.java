package io.jettio.common.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, and however it is cut, a reader says the same, fails in one way only, and keeps what came and no more. */
class FrameReaderFuzzTest {
    private static final int MAX = 70_000;
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;

    /** Writes down what it is told, and how it ended. */
    private static final class Told implements FrameReader.Sink {
        final List<String> events = new ArrayList<>();

        @Override
        public boolean onMessage(boolean binary, boolean compressed, byte[] bytes, int size) {
            events.add(message(binary, compressed, Arrays.copyOf(bytes, size)));
            return true;
        }

        @Override
        public void onPing(byte[] payload) {
            events.add("ping " + HexFormat.of().formatHex(payload));
        }

        @Override
        public void onClose(int code) {
            events.add("close " + code);
        }
    }

    private static String message(boolean binary, boolean compressed, byte[] bytes) {
        return (binary ? "binary " : "text ") + (compressed ? "compressed " : "") + bytes.length + " "
                + Arrays.hashCode(bytes);
    }

    /** Messages in random fragments with control frames between, and what a reader has to tell of them. */
    private static final class Script {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final List<String> events = new ArrayList<>();
        private final Random random;

        Script(Random random) {
            this.random = random;
            int messages = 1 + random.nextInt(12);
            for (int i = 0; i < messages; i++) {
                addMessage();
            }
            if (random.nextBoolean()) {
                frame(FIN | OpCode.CLOSE, new byte[] {(byte) 0x0f, (byte) 0xa0}); // 4000
                events.add("close 4000");
                frame(FIN | OpCode.PING, new byte[3]); // of which nothing is told
            }
        }

        private void addMessage() {
            byte[] payload = new byte[size()];
            random.nextBytes(payload);
            boolean binary = random.nextBoolean();
            boolean compressed = random.nextInt(4) == 0;
            int opCode = (binary ? OpCode.BINARY : OpCode.TEXT) | (compressed ? RSV1 : 0);
            int fragments = random.nextInt(3) == 0 ? 1 + random.nextInt(30) : 1;
            int at = 0;
            for (int i = 1; i <= fragments; i++) {
                control();
                int end = i == fragments ? payload.length : at + random.nextInt(payload.length - at + 1);
                frame((i == fragments ? FIN : 0) | opCode, Arrays.copyOfRange(payload, at, end));
                opCode = OpCode.CONTINUATION;
                at = end;
            }
            events.add(message(binary, compressed, payload));
        }

        private int size() {
            return switch (random.nextInt(6)) {
                case 0 -> 0;
                case 1 -> 120 + random.nextInt(15);
                case 2 -> 65_530 + random.nextInt(15);
                case 3 -> MAX;
                default -> random.nextInt(300);
            };
        }

        private void control() {
            if (random.nextInt(3) == 0) {
                byte[] payload = new byte[random.nextInt(126)];
                random.nextBytes(payload);
                boolean ping = random.nextBoolean();
                frame(FIN | (ping ? OpCode.PING : OpCode.PONG), payload);
                if (ping) {
                    events.add("ping " + HexFormat.of().formatHex(payload));
                }
            }
        }

        private void frame(int first, byte[] payload) {
            byte[] mask = new byte[4];
            random.nextBytes(mask);
            bytes.write(first);
            if (payload.length < 126) {
                bytes.write(0x80 | payload.length);
            } else if (payload.length <= 0xffff) {
                bytes.write(0x80 | 126);
                bytes.writeBytes(
                        ByteBuffer.allocate(2).putShort((short) payload.length).array());
            } else {
                bytes.write(0x80 | 127);
                bytes.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
            }
            bytes.writeBytes(mask);
            for (int i = 0; i < payload.length; i++) {
                bytes.write(payload[i] ^ mask[i % 4]);
            }
        }
    }

    private static List<String> read(byte[] bytes, int most, Random random) {
        FrameReader reader = new FrameReader(Side.CLIENT, MAX, true);
        Told told = new Told();
        try {
            for (int at = 0; at < bytes.length; ) {
                int end = (int) Math.min(bytes.length, at + 1L + random.nextInt(most));
                ByteBuffer part = random.nextBoolean()
                        ? ByteBuffer.wrap(bytes, at, end - at)
                        : ByteBuffer.allocateDirect(end - at)
                                .put(bytes, at, end - at)
                                .flip();
                assertThat(reader.read(part, told)).isTrue();
                assertThat(part.hasRemaining()).isFalse();
                at = end;
            }
        } catch (WebSocketException e) {
            told.events.add("refused " + e.code());
        }
        return told.events;
    }

    private static List<String> readWhole(byte[] bytes) {
        return read(bytes, Integer.MAX_VALUE, new Random() {
            private static final long serialVersionUID = 1L;

            @Override
            public int nextInt(int bound) {
                return bound - 1;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40, 2_000, 50_000})
    void validFramesCutAnywhereGiveTheirMessages(int most) {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Script script = new Script(random);
            assertThat(read(script.bytes.toByteArray(), most, random))
                    .as("seed %d", seed)
                    .isEqualTo(script.events);
        }
    }

    @Test
    void whatIsDamagedIsReadTheSameHoweverItIsCut() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new Script(random).bytes.toByteArray();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(3) == 0
                        ? random.nextInt(bytes.length)
                        : random.nextInt(Math.min(16, bytes.length));
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
            List<String> whole = readWhole(bytes);
            assertThat(read(bytes, 1 + random.nextInt(500), random))
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
    }

    @Test
    void garbageIsReadOrRefusedAndNothingElse() {
        int refused = 0;
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 1 && random.nextInt(4) > 0) {
                bytes[0] &= (byte) 0x8f; // or it is refused by its bits in nearly each case
                bytes[1] |= (byte) 0x80;
            }
            List<String> whole = readWhole(bytes);
            assertThat(read(bytes, 1 + random.nextInt(20), random))
                    .as("seed %d", seed)
                    .isEqualTo(whole);
            refused += !whole.isEmpty() && whole.get(whole.size() - 1).startsWith("refused") ? 1 : 0;
        }
        assertThat(refused).isBetween(1_000, 4_999);
    }

    /** A terabyte is announced in all, which no heap of a test has. */
    @Test
    void lengthThatIsAnnouncedTakesNoMemory() {
        byte[] header = HexFormat.of().parseHex("82ff000000003fffffff00000000");
        byte[] fragments = HexFormat.of().parseHex("028000000000" + "00ff000000003fffffff00000000");
        List<FrameReader> readers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            FrameReader reader = new FrameReader(Side.CLIENT, Integer.MAX_VALUE, false);
            Told told = new Told();
            reader.read(ByteBuffer.wrap(i % 2 == 0 ? header : fragments), told);
            reader.read(ByteBuffer.wrap(new byte[100]), told);
            assertThat(told.events).isEmpty();
            readers.add(reader);
        }
        assertThat(readers).hasSize(1_000);
    }
}
