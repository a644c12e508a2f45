package io.jettio.protocol.json;

import java.io.Reader;

/** Characters of UTF-8 that is known to be valid, straight from the array. */
final class Utf8Reader extends Reader {
    private final byte[] utf8;
    private final int to;
    private int p;
    private char half;

    Utf8Reader(byte[] utf8, int from, int to) {
        this.utf8 = utf8;
        this.p = from;
        this.to = to;
    }

    @Override
    public int read(char[] characters, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int limit = offset + length;
        int q = offset;
        if (half != 0) {
            characters[q++] = half;
            half = 0;
        }
        while (q < limit && p < to) {
            byte b = utf8[p];
            if (b >= 0) {
                characters[q++] = (char) b;
                p++;
                continue;
            }
            int c = codePoint(b);
            if (c < 0x10000) {
                characters[q++] = (char) c;
            } else {
                characters[q++] = Character.highSurrogate(c);
                half = Character.lowSurrogate(c);
                if (q < limit) {
                    characters[q++] = half;
                    half = 0;
                }
            }
        }
        return q == offset ? -1 : q - offset;
    }

    private int codePoint(byte lead) {
        if (lead < (byte) 0xE0) {
            int c = (lead & 0x1F) << 6 | (utf8[p + 1] & 0x3F);
            p += 2;
            return c;
        }
        if (lead < (byte) 0xF0) {
            int c = (lead & 0x0F) << 12 | (utf8[p + 1] & 0x3F) << 6 | (utf8[p + 2] & 0x3F);
            p += 3;
            return c;
        }
        int c = (lead & 0x07) << 18 | (utf8[p + 1] & 0x3F) << 12 | (utf8[p + 2] & 0x3F) << 6 | (utf8[p + 3] & 0x3F);
        p += 4;
        return c;
    }

    @Override
    public void close() {}
}
