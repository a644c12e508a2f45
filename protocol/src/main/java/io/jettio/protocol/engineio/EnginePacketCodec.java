package io.jettio.protocol.engineio;

import io.jettio.protocol.Frame;

/**
 * One Engine.IO packet as one WebSocket message, both ways; the sections "Packet encoding" of the Engine.IO protocol,
 * versions 4 and 3.
 *
 * <p>A text packet is its type's digit and the data. A binary message is its bare bytes in version 4, and a byte
 * {@code 0x04} in front of them in version 3. In text, where a peer cannot take binary, it is {@code b} (version 4) or
 * {@code b4} (version 3) and base64.
 *
 * <p>Decoding checks that text is UTF-8, so that nobody behind it has to: illegal and truncated sequences are refused
 * here, whichever transport brought them. Data shares the bytes of the frame.
 *
 * <p>Stateless and thread-safe.
 */
public final class EnginePacketCodec {
    private static final EnginePacketCodec V3 = new EnginePacketCodec(EngineVersion.V3);
    private static final EnginePacketCodec V4 = new EnginePacketCodec(EngineVersion.V4);
    private static final EnginePacketType[] TYPES = EnginePacketType.values();
    private static final byte BASE64_MARK = 'b';
    private static final byte BINARY_MESSAGE = 0x04;

    private final EngineVersion version;

    private EnginePacketCodec(EngineVersion version) {
        this.version = version;
    }

    /**
     * {@return the codec for a version, one instance shared by all}
     *
     * @param version the version that the peer speaks
     */
    public static EnginePacketCodec forVersion(EngineVersion version) {
        return version == EngineVersion.V3 ? V3 : V4;
    }

    /**
     * Encodes a packet for a transport that takes binary. Where the array behind the data already holds the packet's
     * first byte directly in front of the data, the frame shares that array; otherwise the data is copied. Socket.IO
     * writes its headers so that nothing is copied.
     *
     * @param packet the packet
     * @return the WebSocket message
     */
    public Frame encode(EnginePacket packet) {
        return encode(packet, true);
    }

    /**
     * Encodes a packet.
     *
     * @param packet the packet
     * @param binaryAllowed whether the peer takes binary WebSocket messages; a peer that asked for {@code b64=1} does
     *     not and gets base64
     * @return the WebSocket message, always text if binary is not allowed
     */
    public Frame encode(EnginePacket packet, boolean binaryAllowed) {
        Frame data = packet.data();
        if (data instanceof Frame.Binary binary) {
            if (!binaryAllowed) {
                return encodeBase64(binary);
            }
            return version == EngineVersion.V4 ? binary : encodeBinaryV3(binary);
        }
        byte type = (byte) packet.type().digit();
        int offset = data.arrayOffset() - 1;
        int length = data.size() + 1;
        if (offset >= 0 && data.array()[offset] == type) {
            return Frame.text(data.array(), offset, length);
        }
        return Frame.text(behind(type, data), 0, length);
    }

    /**
     * Decodes a WebSocket message, sharing its bytes.
     *
     * @param frame the message
     * @return the packet; data is checked to be UTF-8 where it is text
     * @throws EnginePacketException if the message is empty, has an unknown type, is not UTF-8 although it is text, is
     *     binary without being a message packet, or holds invalid base64
     */
    public EnginePacket decode(Frame frame) {
        int from = frame.arrayOffset();
        int to = from + frame.size();
        if (frame instanceof Frame.Binary) {
            return decodeBinary(frame.array(), from, to, from);
        }
        requireUtf8(frame.array(), from, to, from);
        return decodeText(frame.array(), from, to, from);
    }

    /** Decodes a binary message; a position counts from {@code base}. */
    EnginePacket decodeBinary(byte[] array, int from, int to, int base) {
        if (version == EngineVersion.V4) {
            return EnginePacket.message(Frame.binary(array, from, to - from));
        }
        if (from == to) {
            throw new EnginePacketException("empty packet", from - base);
        }
        if (array[from] != BINARY_MESSAGE) {
            throw new EnginePacketException("a binary packet must be a message", from - base);
        }
        return EnginePacket.message(Frame.binary(array, from + 1, to - from - 1));
    }

    /** Decodes text that is known to be UTF-8; a position counts from {@code base}. */
    EnginePacket decodeText(byte[] utf8, int from, int to, int base) {
        if (from == to) {
            throw new EnginePacketException("empty packet", from - base);
        }
        if (utf8[from] == BASE64_MARK) {
            return EnginePacket.message(decodeBase64(utf8, from + 1, to, base));
        }
        int digit = utf8[from] - '0';
        if (digit < 0 || digit >= TYPES.length) {
            throw new EnginePacketException("unknown packet type", from - base);
        }
        if (to - from == 1) {
            return withoutData(TYPES[digit]);
        }
        return new EnginePacket(TYPES[digit], Frame.text(utf8, from + 1, to - from - 1));
    }

    /** Refuses text that is not UTF-8; a position counts from {@code base}. */
    static void requireUtf8(byte[] text, int from, int to, int base) {
        int invalid = Utf8.indexOfInvalid(text, from, to);
        if (invalid >= 0) {
            throw new EnginePacketException("text is not UTF-8", invalid - base);
        }
    }

    private Frame.Binary decodeBase64(byte[] utf8, int from, int to, int base) {
        if (version == EngineVersion.V4) {
            return Base64Data.decode(utf8, from, to, base);
        }
        if (from == to || utf8[from] != '4') {
            throw new EnginePacketException("a binary packet must be a message", from - base);
        }
        return Base64Data.decode(utf8, from + 1, to, base);
    }

    private Frame.Text encodeBase64(Frame.Binary binary) {
        byte[] base64 = Base64Data.encode(binary);
        int prefix = version == EngineVersion.V4 ? 1 : 2;
        byte[] text = new byte[prefix + base64.length];
        text[0] = BASE64_MARK;
        if (version == EngineVersion.V3) {
            text[1] = '4';
        }
        System.arraycopy(base64, 0, text, prefix, base64.length);
        return Frame.text(text, 0, text.length);
    }

    private static Frame encodeBinaryV3(Frame.Binary binary) {
        int offset = binary.arrayOffset() - 1;
        if (offset >= 0 && binary.array()[offset] == BINARY_MESSAGE) {
            return Frame.binary(binary.array(), offset, binary.size() + 1);
        }
        return Frame.binary(behind(BINARY_MESSAGE, binary));
    }

    private static byte[] behind(byte first, Frame data) {
        byte[] bytes = new byte[data.size() + 1];
        bytes[0] = first;
        System.arraycopy(data.array(), data.arrayOffset(), bytes, 1, data.size());
        return bytes;
    }

    private static EnginePacket withoutData(EnginePacketType type) {
        return switch (type) {
            case PING -> EnginePacket.PING;
            case PONG -> EnginePacket.PONG;
            case NOOP -> EnginePacket.NOOP;
            case CLOSE -> EnginePacket.CLOSE;
            case UPGRADE -> EnginePacket.UPGRADE;
            case OPEN, MESSAGE -> new EnginePacket(type, Frame.empty());
        };
    }
}
