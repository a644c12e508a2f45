package io.jettio.protocol.json;

import java.io.Writer;

/**
 * A {@link JsonOutput} as JSON libraries want it: characters become UTF-8 at once, and the two halves of a surrogate pair
 * may come in two calls. Confined to the thread of its output.
 */
final class Utf8Writer extends Writer {
    private final JsonOutput out;
    private char half;

    Utf8Writer(JsonOutput out) {
        this.out = out;
    }

    @Override
    public void write(int character) {
        char c = (char) character;
        if (half != 0 && Character.isLowSurrogate(c)) {
            out.writeCodePoint(Character.toCodePoint(half, c));
            half = 0;
            return;
        }
        endHalf();
        if (Character.isHighSurrogate(c)) {
            half = c;
        } else {
            out.writeUnit(c);
        }
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(characters[i]);
        }
    }

    @Override
    public void write(String text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(text.charAt(i));
        }
    }

    private void endHalf() {
        if (half != 0) {
            out.writeHexEscape(half);
            half = 0;
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
