package io.jettio.protocol.engineio;

import io.jettio.protocol.Frame;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Binary inside text: base64 with the standard alphabet and padding (RFC 4648 section 4). Decoding is strict: padding is
 * due, nothing follows it, and the bits that padding leaves over are zero.
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
     * @param base the index in the array that a reported position counts from
     * @return the bytes
     * @throws EnginePacketException if the text is not base64 as a peer writes it
     */
    static Frame.Binary decode(byte[] text, int from, int to, int base) {
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
