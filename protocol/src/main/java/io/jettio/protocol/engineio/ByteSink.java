package io.jettio.protocol.engineio;

import io.jettio.protocol.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a body that is being written. Confined to one call. */
final class ByteSink {
    private static final int PER_PACKET = 64;
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int size;

    /** Makes a sink with room for some ordinary packets. */
    ByteSink(int packets) {
        this.bytes = new byte[(int) Math.min((long) packets * PER_PACKET, 1 << 16)];
    }

    int size() {
        return size;
    }

    void add(byte value) {
        reserve(1);
        bytes[size++] = value;
    }

    void add(Frame frame) {
        reserve(frame.size());
        System.arraycopy(frame.array(), frame.arrayOffset(), bytes, size, frame.size());
        size += frame.size();
    }

    void addDecimal(int number) {
        byte[] digits = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
        reserve(digits.length);
        System.arraycopy(digits, 0, bytes, size, digits.length);
        size += digits.length;
    }

    Frame.Text toText() {
        return Frame.text(bytes, 0, size);
    }

    Frame.Binary toBinary() {
        return Frame.binary(bytes, 0, size);
    }

    private void reserve(int more) {
        long needed = (long) size + more;
        if (needed > MAX_ARRAY) {
            throw new IllegalArgumentException("a payload of " + needed + " bytes does not fit into one array");
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_ARRAY, Math.max(needed, 2L * bytes.length)));
        }
    }
}
