package io.jettio.server.adapter.cluster;

import io.jettio.protocol.Frame;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the parts of a message; nothing is allocated for a length that the rest of the message cannot have. */
final class MessageInput {
    private final ByteBuffer in;

    MessageInput(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    int oneByte() {
        need(1);
        return in.get() & 0xff;
    }

    boolean flag() {
        int value = oneByte();
        if (value > 1) {
            throw new MessageException("no flag: " + value + " (offset " + (in.position() - 1) + ")");
        }
        return value == 1;
    }

    int number() {
        need(4);
        return in.getInt();
    }

    long longNumber() {
        need(8);
        return in.getLong();
    }

    String text() {
        int length = length(1);
        ByteBuffer utf8 = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(utf8);
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new MessageException("no UTF-8 before offset " + in.position());
        }
    }

    List<String> texts() {
        int count = length(4);
        List<String> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(text());
        }
        return values;
    }

    Map<String, List<String>> lists() {
        int count = length(8);
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < count; i++) {
            values.put(text(), texts());
        }
        return values;
    }

    /** The frames of one packet. They share the message's bytes. */
    List<Frame> frames() {
        int count = length(5);
        List<Frame> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean text = flag();
            int length = length(1);
            frames.add(
                    text
                            ? Frame.text(in.array(), in.position(), length)
                            : Frame.binary(in.array(), in.position(), length));
            in.position(in.position() + length);
        }
        return frames;
    }

    /** How many there are of something that takes at least so many bytes each. */
    int length(int atLeast) {
        int length = number();
        if (length < 0 || (long) length * atLeast > in.remaining()) {
            throw new MessageException(
                    "a length of " + length + " before offset " + in.position() + " of " + in.limit());
        }
        return length;
    }

    void end() {
        if (in.hasRemaining()) {
            throw new MessageException(in.remaining() + " bytes too many");
        }
    }

    private void need(int bytes) {
        if (in.remaining() < bytes) {
            throw new MessageException("the message ends at offset " + in.limit());
        }
    }
}
