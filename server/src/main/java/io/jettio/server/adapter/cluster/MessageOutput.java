package io.jettio.server.adapter.cluster;

import io.jettio.protocol.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes the parts of a message: each text, frame and collection behind its length. */
final class MessageOutput {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    void oneByte(int value) {
        out.write(value);
    }

    void flag(boolean value) {
        out.write(value ? 1 : 0);
    }

    void number(int value) {
        number((long) value, 4);
    }

    void number(long value) {
        number(value, 8);
    }

    private void number(long value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >>> (8 * i)));
        }
    }

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        out.writeBytes(utf8);
    }

    void texts(Collection<String> values) {
        number(values.size());
        values.forEach(this::text);
    }

    void lists(Map<String, List<String>> values) {
        number(values.size());
        values.forEach((name, list) -> {
            text(name);
            texts(list);
        });
    }

    void frames(List<Frame> frames) {
        number(frames.size());
        for (Frame frame : frames) {
            flag(frame instanceof Frame.Text);
            number(frame.size());
            out.write(frame.array(), frame.arrayOffset(), frame.size());
        }
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
