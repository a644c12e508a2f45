package io.jettio.harness.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A WebSocket frame (RFC 6455, section 5.2). */
public final class WebSocketFrame {
    public static final int FIN = 0x80;
    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;

    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private final int head;
    private final byte[] payload;

    /**
     * A frame of any kind, legal or not.
     *
     * @param head the first byte: FIN, the three reserved bits and the opcode
     */
    public WebSocketFrame(int head, byte... payload) {
        this.head = head;
        this.payload = payload.clone();
    }

    public static WebSocketFrame text(String text) {
        return new WebSocketFrame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public static WebSocketFrame binary(byte... bytes) {
        return new WebSocketFrame(FIN | BINARY, bytes);
    }

    public int head() {
        return head;
    }

    public byte[] payload() {
        return payload.clone();
    }

    public int opcode() {
        return head & 0x0f;
    }

    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** The status code of a close frame, 1005 when it has none (RFC 6455, section 7.1.5). */
    public int closeCode() {
        return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
    }

    /** The frame as a client sends it. */
    public byte[] masked() {
        return maskedBy(MASK);
    }

    /** The frame under a mask of the test's own. */
    public byte[] maskedBy(byte... mask) {
        byte[] scrambled = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            scrambled[i] = (byte) (payload[i] ^ mask[i % 4]);
        }
        return encode(0x80, mask, scrambled);
    }

    /** The frame as only a server may send it. */
    public byte[] unmasked() {
        return encode(0, new byte[0], payload);
    }

    private byte[] encode(int maskBit, byte[] mask, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 14);
        bytes.write(head);
        if (body.length < 126) {
            bytes.write(maskBit | body.length);
        } else if (body.length < 65_536) {
            bytes.write(maskBit | 126);
            bytes.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) body.length).array());
        } else {
            bytes.write(maskBit | 127);
            bytes.writeBytes(ByteBuffer.allocate(8).putLong(body.length).array());
        }
        bytes.writeBytes(mask);
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** Reads one frame from a server; a mask there is a violation, and a length in more bytes than it needs. */
    static WebSocketFrame read(DataInputStream in) throws IOException {
        return read(in, false);
    }

    /** Reads one frame from a client; a mask that is missing is a violation, and a length in more bytes than it needs. */
    static WebSocketFrame readMasked(DataInputStream in) throws IOException {
        return read(in, true);
    }

    private static WebSocketFrame read(DataInputStream in, boolean masked) throws IOException {
        int head = in.read();
        if (head < 0) {
            throw new EOFException("the connection ended between two frames");
        }
        int second = in.readUnsignedByte();
        if ((second & 0x80) != 0 != masked) {
            throw new IOException(
                    masked ? "a frame from the client is not masked" : "a frame from the server is masked");
        }
        int length = second & 0x7f;
        long size = length;
        if (length == 126) {
            size = in.readUnsignedShort();
        } else if (length == 127) {
            size = in.readLong();
        }
        if ((length == 126 && size < 126) || (length == 127 && size < 65_536)) {
            throw new IOException("a length in more bytes than it needs: " + size);
        }
        byte[] mask = new byte[masked ? 4 : 0];
        in.readFully(mask);
        byte[] payload = new byte[Math.toIntExact(size)];
        in.readFully(payload);
        for (int i = 0; masked && i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new WebSocketFrame(head, payload);
    }

    @Override
    public String toString() {
        String shown = opcode() == TEXT ? text() : HexFormat.ofDelimiter(" ").formatHex(payload);
        return "%02x %s".formatted(head, shown.length() > 200 ? shown.substring(0, 200) + "…" : shown);
    }
}
