package io.jettio.protocol.engineio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks that bytes are UTF-8 (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF, nothing cut off. Every
 * text that comes from a transport passes here once; ASCII, which nearly all traffic is, costs one comparison for eight
 * bytes.
 */
final class Utf8 {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /**
     * {@return the index of the first byte of the first sequence that is not UTF-8, or -1 if all are}
     *
     * @param bytes the array
     * @param from where the text begins
     * @param to where it ends
     */
    static int indexOfInvalid(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            while (i <= to - Long.BYTES && ((long) EIGHT.get(bytes, i) & HIGH_BITS) == 0) {
                i += Long.BYTES;
            }
            if (i < to) {
                int length = bytes[i] >= 0 ? 1 : sequenceLength(bytes, i, to);
                if (length == 0) {
                    return i;
                }
                i += length;
            }
        }
        return -1;
    }

    /**
     * {@return how many UTF-16 code units the text has, as JavaScript counts them}
     *
     * @param utf8 bytes that are UTF-8
     * @param from where the text begins
     * @param to where it ends
     */
    static int utf16Length(byte[] utf8, int from, int to) {
        int units = 0;
        for (int i = from; i < to; i++) {
            int lead = utf8[i] & 0xff;
            if (lead < 0x80 || lead >= 0xc0) {
                units += lead >= 0xf0 ? 2 : 1;
            }
        }
        return units;
    }

    /** The length of the sequence that begins with a byte above 0x7f, or 0 if it is none. */
    private static int sequenceLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (length > to - at) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
