package io.jettio.harness.distort;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A WebSocket frame on its way, its mask taken off. */
final class Frame {
    private static final int WHOLE_TEXT = 0x81;
    private static final int WHOLE_BINARY = 0x82;

    /** The largest payload of both contracts. */
    static final int LONGEST = 1_000_000;

    private final int head;
    private final boolean masked;
    private final byte[] payload;

    Frame(int head, byte[] payload) {
        this(head, true, payload);
    }

    /** A frame that came unmasked goes on unmasked, also where that is wrong. */
    private Frame(int head, boolean masked, byte[] payload) {
        this.head = head;
        this.masked = masked;
        this.payload = payload.clone();
    }

    static Frame of(String packet) {
        return packet.startsWith("b")
                ? new Frame(WHOLE_BINARY, Base64.getDecoder().decode(packet.substring(1)))
                : new Frame(WHOLE_TEXT, packet.getBytes(StandardCharsets.UTF_8));
    }

    /** The packet that it carries alone, or null. */
    @Nullable
    String packet() {
        return switch (head) {
            case WHOLE_TEXT -> new String(payload, StandardCharsets.UTF_8);
            case WHOLE_BINARY -> "b" + Base64.getEncoder().encodeToString(payload);
            default -> null;
        };
    }

    int opcode() {
        return head & 0xf;
    }

    byte[] payload() {
        return payload.clone();
    }

    Frame withPayload(byte... other) {
        return new Frame(head, other);
    }

    /** Whether the next frame announces more than both contracts allow; consumes nothing. */
    static boolean isTooLong(DataInputStream in) throws IOException {
        in.mark(10);
        in.readUnsignedByte();
        long size = size(in, in.readUnsignedByte());
        in.reset();
        return size < 0 || size > LONGEST;
    }

    private static long size(DataInputStream in, int second) throws IOException {
        int size = second & 0x7f;
        return size == 126 ? in.readUnsignedShort() : size == 127 ? in.readLong() : size;
    }

    static Frame read(DataInputStream in) throws IOException {
        int head = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long size = size(in, second);
        if (size < 0 || size > LONGEST) {
            throw new IOException("a frame of " + size + " bytes is not passed on");
        }
        byte[] mask = new byte[4];
        if ((second & 0x80) != 0) {
            in.readFully(mask);
        }
        byte[] payload = new byte[(int) size];
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new Frame(head, (second & 0x80) != 0, payload);
    }

    /** The frame's bytes, under a mask of zeros on the way to a server. */
    byte[] bytes(boolean toServer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 14);
        int bit = toServer && masked ? 0x80 : 0;
        bytes.write(head);
        if (payload.length < 126) {
            bytes.write(bit | payload.length);
        } else if (payload.length < 65_536) {
            bytes.write(bit | 126);
            bytes.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            bytes.write(bit | 127);
            bytes.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        if (bit != 0) {
            bytes.writeBytes(new byte[4]);
        }
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }
}
