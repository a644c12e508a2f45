package io.jettio.parser.msgpack;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.json.JsonOutput;
import io.jettio.protocol.socketio.PacketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns one value of MessagePack into JSON, with placeholders for the binary in it. Nesting is kept in arrays and not on
 * the stack, so no depth can overflow. The JSON has at the most six times the bytes of the value, but for the
 * placeholders, whose number is limited. Confined to one call.
 */
final class MsgpackToJson {
    private static final int MAP = 1;

    private final MsgpackReader in;
    private final DecodeLimits limits;
    private final JsonOutput out = new JsonOutput();
    private final List<Frame.Binary> attachments = new ArrayList<>();

    /** How many elements of each open container are still to come, doubled, plus {@link #MAP} for maps. */
    private long[] open = new long[8];

    private int depth;
    /** Whether the innermost container has an element already. */
    private boolean filled;

    MsgpackToJson(MsgpackReader in, DecodeLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** The value as JSON. */
    Frame.Text json() {
        return out.toFrame();
    }

    /** The binary in it, in the order of the placeholders' numbers. */
    List<Frame.Binary> attachments() {
        return attachments;
    }

    /** Reads the value. */
    void convert() {
        value();
        while (depth > 0) {
            long container = open[depth];
            if (container <= MAP) {
                out.writeRaw(container == MAP ? "}" : "]");
                depth--;
                filled = true;
                continue;
            }
            open[depth] = container - 2;
            if ((container & MAP) == MAP) {
                member();
            } else {
                separate();
                value();
            }
        }
    }

    private void member() {
        String name = name();
        if (in.atUndefined()) {
            in.skip(3);
            return;
        }
        separate();
        out.writeString(name);
        out.writeRaw(":");
        value();
    }

    private void separate() {
        if (filled) {
            out.writeRaw(",");
        }
        filled = true;
    }

    /** The name of a member: a string, or an integer, which JavaScript takes for its digits. */
    private String name() {
        int position = in.position();
        int format = in.format();
        int length = Values.stringLength(in, format);
        if (length >= 0) {
            return in.string(length);
        }
        if (Values.isInteger(format)) {
            return Values.integer(in, format);
        }
        throw new PacketException("a name that is neither a string nor an integer", position);
    }

    private void value() {
        int format = in.format();
        if (Values.isInteger(format)) {
            out.writeRaw(Values.integer(in, format));
            return;
        }
        int length = Values.stringLength(in, format);
        if (length >= 0) {
            out.writeString(in.string(length));
            return;
        }
        if (format < Format.FIXARRAY) {
            open(format & 0x0f, true);
            return;
        } else if (format < Format.FIXSTR) {
            open(format & 0x0f, false);
            return;
        }
        switch (format) {
            case Format.NIL -> out.writeNull();
            case Format.FALSE -> out.writeBoolean(false);
            case Format.TRUE -> out.writeBoolean(true);
            case Format.BIN8 -> binary(in.length(1));
            case Format.BIN16 -> binary(in.length(2));
            case Format.BIN32 -> binary(in.length(4));
            case Format.EXT8 -> extension(in.length(1));
            case Format.EXT16 -> extension(in.length(2));
            case Format.EXT32 -> extension(in.length(4));
            case Format.FLOAT32 -> number(in.float32());
            case Format.FLOAT64 -> number(in.float64());
            case Format.ARRAY16 -> open(in.unsigned(2), false);
            case Format.ARRAY32 -> open(in.unsigned(4), false);
            case Format.MAP16 -> open(in.unsigned(2), true);
            case Format.MAP32 -> open(in.unsigned(4), true);
            case 0xc1 -> throw in.failure("a byte that MessagePack does not use");
            default -> fixedExtension(1 << (format - Format.FIXEXT1));
        }
    }

    private void open(long count, boolean map) {
        int size = in.count(count, map ? 2 : 1);
        if (depth == limits.maxNesting()) {
            throw in.failure("nested deeper than " + limits.maxNesting());
        }
        depth++;
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
        }
        open[depth] = 2L * size + (map ? MAP : 0);
        filled = false;
        out.writeRaw(map ? "{" : "[");
    }

    private void number(double value) {
        if (Double.isFinite(value)) {
            out.writeRaw(Double.toString(value));
        } else {
            out.writeNull();
        }
    }

    private void binary(int length) {
        if (attachments.size() == limits.maxAttachments()) {
            throw in.failure("more than " + limits.maxAttachments() + " binary values");
        }
        out.writeRaw("{\"_placeholder\":true,\"num\":");
        out.writeLong(attachments.size());
        out.writeRaw("}");
        attachments.add(in.binary(length));
    }

    private void fixedExtension(int length) {
        int type = (int) in.signed(1);
        if (type == Format.JAVASCRIPT && length == 1) {
            in.skip(1);
            out.writeNull();
        } else if (type == Format.JAVASCRIPT && length == 8) {
            out.writeString(Extensions.date(in));
        } else {
            otherExtension(type, length);
        }
    }

    private void extension(int length) {
        int type = (int) in.signed(1);
        if (type == Format.JAVASCRIPT) {
            binary(length);
        } else {
            otherExtension(type, length);
        }
    }

    private void otherExtension(int type, int length) {
        if (type == Format.TIMESTAMP && Extensions.isTimestamp(length)) {
            out.writeString(Extensions.timestamp(in, length));
            return;
        }
        out.writeRaw("[");
        out.writeLong(type);
        out.writeRaw(",");
        binary(length);
        out.writeRaw("]");
    }
}
