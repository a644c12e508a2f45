package io.jettio.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Renders frames of a client (RFC 6455, section 5). */
public final class ClientFrame {
    private ClientFrame() {}

    /**
     * {@return one whole message as a frame, masked with a mask that changes nothing}
     *
     * @param opcode text, binary, or that of a control frame
     * @param payload what it carries
     */
    public static byte[] of(int opcode, byte[] payload) {
        int length = payload.length;
        ByteBuffer out = ByteBuffer.allocate(14 + length).put((byte) (0x80 | opcode));
        if (length < 126) {
            out.put((byte) (0x80 | length));
        } else if (length < 1 << 16) {
            out.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            out.put((byte) (0x80 | 127)).putLong(length);
        }
        out.putInt(0).put(payload);
        return Arrays.copyOf(out.array(), out.position());
    }
}
