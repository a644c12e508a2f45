package io.jettio.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameScannerTest {
    private record Message(int opcode, long head, long length) {}

    private final List<Message> messages = new ArrayList<>();
    private final FrameScanner scanner =
            new FrameScanner((opcode, head, length) -> messages.add(new Message(opcode, head, length)));

    @Test
    void tellsKindHeadAndLength() {
        scanInPiecesOf(1000, text("431000[\"abc\"]"), text("2"), binary(new byte[] {1, 2}), text(""));
        assertThat(messages)
                .containsExactly(
                        new Message(FrameScanner.TEXT, FrameScanner.head("431000[\""), 13),
                        new Message(FrameScanner.TEXT, FrameScanner.head("2"), 1),
                        new Message(FrameScanner.BINARY, 0x0102_0000_0000_0000L, 2),
                        new Message(FrameScanner.TEXT, 0, 0));
    }

    @Test
    void readsAllThreeFormsOfTheLength() {
        scanInPiecesOf(100_000, binary(new byte[125]), binary(new byte[126]), binary(new byte[65_535]));
        scanInPiecesOf(100_000, binary(new byte[65_536]));
        assertThat(messages).extracting(Message::length).containsExactly(125L, 126L, 65_535L, 65_536L);
    }

    @Test
    void whereTheReadsEndMakesNoDifference() {
        byte[][] frames = {text("42[\"echo\",\"x\"]"), binary(new byte[300]), text("3"), text(""), text("43[]")};
        scanInPiecesOf(1000, frames);
        List<Message> whole = List.copyOf(messages);
        for (int size = 1; size < 40; size++) {
            messages.clear();
            scanInPiecesOf(size, frames);
            assertThat(messages).as("pieces of %d", size).isEqualTo(whole);
        }
    }

    @Test
    void joinsFragmentsAroundAControlFrame() {
        byte[] first = {0x01, 3, '4', '2', '['};
        byte[] ping = {(byte) 0x89, 1, 'p'};
        byte[] rest = {(byte) 0x80, 1, ']'};
        scanInPiecesOf(1000, first, ping, rest);
        assertThat(messages)
                .containsExactly(
                        new Message(FrameScanner.PING, FrameScanner.head("p"), 1),
                        new Message(FrameScanner.TEXT, FrameScanner.head("42["), 4));
    }

    @Test
    void maskedFrameIsRefused() {
        ByteBuffer masked = ByteBuffer.wrap(ClientFrame.of(FrameScanner.TEXT, new byte[] {'2'}));
        assertThatThrownBy(() -> scanner.scan(masked)).isInstanceOf(IllegalStateException.class);
    }

    private void scanInPiecesOf(int size, byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        byte[] bytes = all.toByteArray();
        ByteBuffer in = ByteBuffer.allocate(size + FrameScanner.MAX_LEFT);
        for (int at = 0; at < bytes.length; at += size) {
            in.put(bytes, at, Math.min(size, bytes.length - at)).flip();
            scanner.scan(in);
            assertThat(in.remaining()).isLessThanOrEqualTo(FrameScanner.MAX_LEFT);
            in.compact();
        }
        assertThat(in.position()).isZero();
    }

    private static byte[] text(String text) {
        return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] binary(byte[] bytes) {
        return frame(0x82, bytes);
    }

    private static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(10 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload);
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }
}
