package io.jettio.protocol.engineio;

import io.jettio.protocol.Frame;
import java.util.List;

/**
 * Long-polling bodies of version 3. In text each packet follows {@code length:}, counted in UTF-16 code units of the
 * packet with its type, because JavaScript peers count so. In binary each packet follows a byte 0 (text) or 1 (binary),
 * the decimal digits of its length in bytes, each digit a byte from 0 to 9, and a byte 255.
 */
final class PayloadV3 {
    private static final EnginePacketCodec CODEC = EnginePacketCodec.forVersion(EngineVersion.V3);
    private static final byte TEXT = 0;
    private static final byte BINARY = 1;
    private static final byte END_OF_LENGTH = (byte) 255;

    private PayloadV3() {}

    static Frame.Text encodeText(List<EnginePacket> packets) {
        ByteSink body = new ByteSink(packets.size());
        for (EnginePacket packet : packets) {
            Frame text = CODEC.encode(packet, false);
            int from = text.arrayOffset();
            body.addDecimal(Utf8.utf16Length(text.array(), from, from + text.size()));
            body.add((byte) ':');
            body.add(text);
        }
        return body.toText();
    }

    static Frame.Binary encodeBinary(List<EnginePacket> packets) {
        ByteSink body = new ByteSink(packets.size());
        for (EnginePacket packet : packets) {
            Frame frame = CODEC.encode(packet, true);
            body.add(frame instanceof Frame.Binary ? BINARY : TEXT);
            for (char digit : Integer.toString(frame.size()).toCharArray()) {
                body.add((byte) (digit - '0'));
            }
            body.add(END_OF_LENGTH);
            body.add(frame);
        }
        return body.toBinary();
    }

    static void decodeText(Frame.Text body, PayloadCodec.Packets packets) {
        byte[] utf8 = body.array();
        int to = body.arrayOffset() + body.size();
        int at = body.arrayOffset();
        int unit = 0;
        while (at < to) {
            packets.requireRoom(unit);
            int colon = endOfLength(utf8, at, to, (byte) ':', unit);
            int length = length(utf8, at, colon, '0', to - colon - 1, unit);
            unit += colon + 1 - at;
            int from = colon + 1;
            at = advance(utf8, from, to, length, unit);
            packets.add(CODEC.decodeText(utf8, from, at, from - unit));
            unit += length;
        }
    }

    static void decodeBinary(Frame body, PayloadCodec.Packets packets) {
        byte[] bytes = body.array();
        int base = body.arrayOffset();
        int to = base + body.size();
        int at = base;
        while (at < to) {
            packets.requireRoom(at - base);
            byte kind = bytes[at];
            if (kind != TEXT && kind != BINARY) {
                throw new EnginePacketException("a packet must begin with 0 (text) or 1 (binary)", at - base);
            }
            int mark = endOfLength(bytes, at + 1, to, END_OF_LENGTH, at + 1 - base);
            int from = mark + 1;
            int end = from + length(bytes, at + 1, mark, 0, to - from, at + 1 - base);
            if (kind == BINARY) {
                packets.add(CODEC.decodeBinary(bytes, from, end, base));
            } else {
                EnginePacketCodec.requireUtf8(bytes, from, end, base);
                packets.add(CODEC.decodeText(bytes, from, end, base));
            }
            at = end;
        }
    }

    private static int endOfLength(byte[] bytes, int from, int to, byte mark, int position) {
        int i = from;
        while (i < to && bytes[i] != mark) {
            i++;
        }
        if (i == to) {
            throw new EnginePacketException("the length of a packet does not end", position);
        }
        return i;
    }

    /** Reads a length; it is compared with what remains at each digit, so that no number of digits overflows. */
    private static int length(byte[] bytes, int from, int to, int zero, int remaining, int position) {
        if (from == to) {
            throw new EnginePacketException("the length of a packet is missing", position);
        }
        long length = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - zero;
            if (digit < 0 || digit > 9) {
                throw new EnginePacketException("the length of a packet must be a number", position + i - from);
            }
            length = 10 * length + digit;
            if (length > remaining) {
                throw new EnginePacketException("the length of a packet exceeds the payload", position);
            }
        }
        return (int) length;
    }

    /** The index that is so many UTF-16 code units further on. */
    private static int advance(byte[] utf8, int from, int to, int units, int position) {
        int at = from;
        int left = units;
        while (left > 0 && at < to) {
            int lead = utf8[at] & 0xff;
            if (lead < 0x80) {
                at++;
            } else if (lead < 0xe0) {
                at += 2;
            } else if (lead < 0xf0) {
                at += 3;
            } else {
                at += 4;
                left--;
            }
            left--;
        }
        if (left > 0) {
            throw new EnginePacketException("the length of a packet exceeds the payload", position);
        }
        if (left < 0) {
            throw new EnginePacketException("the length of a packet ends inside a character", position + units);
        }
        return at;
    }
}
