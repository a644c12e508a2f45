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
    private static final int LONGEST = 1 << 24;

    private final int head;
    private final byte[] payload;

    Frame(int head, byte[] payload) {
        this.head = head;
        this.payload = payload.clone();
    }

    static Frame of(String packet) {
        return packet.startsWith("b")
                ? new Frame(WHOLE_BINARY, Base64.getDecoder().decode(packet.substring(1)))
                : new Frame(WHOLE_TEXT, packet.getBytes(StandardCharsets.UTF_8));
    }

    /** The packet that it carries alone, or null. */
    @Nullable String packet() {
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

    static Frame read(DataInputStream in) throws IOException {
        int head = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long size = second & 0x7f;
        if (size == 126) {
            size = in.readUnsignedShort();
        } else if (size == 127) {
            size = in.readLong();
        }
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
        return new Frame(head, payload);
    }

    /** The frame's bytes, under a mask of zeros on the way to a server. */
    byte[] bytes(boolean masked) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 14);
        int bit = masked ? 0x80 : 0;
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
        if (masked) {
            bytes.writeBytes(new byte[4]);
        }
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }
}
