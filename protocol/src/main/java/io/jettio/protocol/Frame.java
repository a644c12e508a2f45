package io.jettio.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * One unit that a transport carries whole: UTF-8 text or binary. It corresponds to a WebSocket message, or to one
 * packet inside a long-polling payload.
 *
 * <p>A frame is an immutable view of a byte range. The factories that take an array take the array over: whoever
 * passes one must not write to it again. Slices share the array, so cutting a frame costs no copy.
 *
 * <p>Thread-safe.
 */
public abstract sealed class Frame {
    private static final byte[] NOTHING = new byte[0];

    final byte[] array;
    final int offset;
    final int length;

    private Frame(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Makes a text frame from a string.
     *
     * @param text the text; an unpaired surrogate becomes {@code ?}
     * @return a text frame with the text's UTF-8 bytes
     */
    public static Text text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return new Text(utf8, 0, utf8.length);
    }

    /**
     * Makes a text frame over part of an array, which is taken over and not copied. The bytes are not checked to be
     * UTF-8: the codec that reads them does that.
     *
     * @param utf8 the array
     * @param offset where the text begins
     * @param length how many bytes it has
     * @return a text frame that shares the array
     * @throws IndexOutOfBoundsException if the range leaves the array
     */
    public static Text text(byte[] utf8, int offset, int length) {
        return new Text(utf8, offset, length);
    }

    /**
     * Makes a binary frame from what remains in a buffer; the bytes are copied and the buffer's position stays.
     *
     * @param bytes the buffer
     * @return a binary frame with a copy of the bytes
     */
    public static Binary binary(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return new Binary(copy, 0, copy.length);
    }

    /**
     * Makes a binary frame over a whole array, which is taken over and not copied.
     *
     * @param bytes the array
     * @return a binary frame that shares the array
     */
    public static Binary binary(byte[] bytes) {
        return new Binary(bytes, 0, bytes.length);
    }

    /**
     * Makes a binary frame over part of an array, which is taken over and not copied.
     *
     * @param bytes the array
     * @param offset where the frame begins
     * @param length how many bytes it has
     * @return a binary frame that shares the array
     * @throws IndexOutOfBoundsException if the range leaves the array
     */
    public static Binary binary(byte[] bytes, int offset, int length) {
        return new Binary(bytes, offset, length);
    }

    /**
     * {@return the text frame without a byte}
     */
    public static Text empty() {
        return Text.EMPTY;
    }

    /**
     * {@return the number of bytes}
     */
    public final int size() {
        return length;
    }

    /**
     * {@return the byte at an index}
     *
     * @param index from 0 to {@code size() - 1}
     * @throws IndexOutOfBoundsException if the index is outside
     */
    public final byte byteAt(int index) {
        return array[offset + Objects.checkIndex(index, length)];
    }

    /**
     * {@return a read-only buffer over the bytes, with a position of its own}
     */
    public final ByteBuffer buffer() {
        return ByteBuffer.wrap(array, offset, length).asReadOnlyBuffer();
    }

    /**
     * {@return a copy of the bytes}
     */
    public final byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /**
     * {@return the array behind this frame, shared and therefore never to be written} It is there for codecs and
     * transports that scan or send the bytes; the frame is the range from {@link #arrayOffset()} on.
     */
    public final byte[] array() {
        return array;
    }

    /**
     * {@return the index in {@link #array()} at which the frame begins}
     */
    public final int arrayOffset() {
        return offset;
    }

    /**
     * {@return whether the other object is a frame of the same kind with the same bytes}
     *
     * @param other any object
     */
    @Override
    public final boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof Frame that
                && getClass() == that.getClass()
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    /**
     * {@return a hash of the bytes}
     */
    @Override
    public final int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** UTF-8 text. */
    public static final class Text extends Frame {
        private static final Text EMPTY = new Text(NOTHING, 0, 0);

        private Text(byte[] array, int offset, int length) {
            super(array, offset, length);
        }

        /**
         * {@return the text} Bytes that are not UTF-8 become U+FFFD; a decoder has refused those before.
         */
        public String text() {
            return new String(array, offset, length, StandardCharsets.UTF_8);
        }

        /**
         * {@return the frame from an index to the end, sharing the bytes}
         *
         * @param from from 0 to {@code size()}
         * @throws IndexOutOfBoundsException if the index is outside
         */
        public Text slice(int from) {
            return new Text(array, offset + from, length - from);
        }

        /**
         * {@return the kind and the size, never the content, which may be somebody's secret}
         */
        @Override
        public String toString() {
            return "Text[" + length + " bytes]";
        }
    }

    /** Bytes of any meaning. */
    public static final class Binary extends Frame {
        private Binary(byte[] array, int offset, int length) {
            super(array, offset, length);
        }

        /**
         * {@return the frame from an index to the end, sharing the bytes}
         *
         * @param from from 0 to {@code size()}
         * @throws IndexOutOfBoundsException if the index is outside
         */
        public Binary slice(int from) {
            return new Binary(array, offset + from, length - from);
        }

        /**
         * {@return the kind and the size, never the content}
         */
        @Override
        public String toString() {
            return "Binary[" + length + " bytes]";
        }
    }
}
