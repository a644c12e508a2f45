package io.jettio.protocol.engineio;

import io.jettio.protocol.Frame;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Binary inside text: base64 with the standard alphabet and padding (RFC 4648 section 4). Decoding is strict: padding is
 * due, nothing follows it, and the bits that padding leaves over are zero. Only line breaks are passed over: the Java
 * client of the reference implementation writes lines of 76 characters (RFC 2045 section 6.8), each ended by a line feed.
 */
final class Base64Data {
    private Base64Data() {}

    /**
     * {@return the base64 text of a frame's bytes}
     *
     * @param data the bytes
     */
    static byte[] encode(Frame data) {
        return Base64.getEncoder().encode(data.buffer()).array();
    }

    /**
     * Decodes base64.
     *
     * @param text the array
     * @param from where the base64 begins
     * @param to where it ends
     * @param base the index in the array that a reported position counts from; line breaks do not count
     * @return the bytes
     * @throws EnginePacketException if the text is not base64 as a peer writes it
     */
    static Frame.Binary decode(byte[] text, int from, int to, int base) {
        int first = from;
        while (first < to && !isLineBreak(text[first])) {
            first++;
        }
        if (first == to) {
            return decodeUnbroken(text, from, to, base);
        }
        byte[] unbroken = new byte[to - from - 1];
        int length = first - from;
        System.arraycopy(text, from, unbroken, 0, length);
        for (int i = first + 1; i < to; i++) {
            if (!isLineBreak(text[i])) {
                unbroken[length++] = text[i];
            }
        }
        return decodeUnbroken(unbroken, 0, length, base - from);
    }

    private static boolean isLineBreak(byte character) {
        return character == '\n' || character == '\r';
    }

    private static Frame.Binary decodeUnbroken(byte[] text, int from, int to, int base) {
        if ((to - from) % 4 != 0) {
            throw new EnginePacketException(
                    "base64 must come in groups of four characters: " + (to - from) + " characters", from - base);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder()
                    .decode(ByteBuffer.wrap(text, from, to - from))
                    .array();
        } catch (IllegalArgumentException e) {
            throw invalid(from - base);
        }
        if (to > from && text[to - 1] == '=') {
            byte[] last = Arrays.copyOfRange(bytes, bytes.length - bytes.length % 3, bytes.length);
            if (!Arrays.equals(Base64.getEncoder().encode(last), Arrays.copyOfRange(text, to - 4, to))) {
                throw invalid(to - 4 - base);
            }
        }
        return Frame.binary(bytes);
    }

    // The library's message quotes what the peer sent, so it is not passed on.
    private static EnginePacketException invalid(int position) {
        return new EnginePacketException("invalid base64", position);
    }
}
