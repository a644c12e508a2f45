package io.jettio.parser.msgpack;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a packet as they stand in its map. Others, such as the {@code options} of the JavaScript client, are
 * skipped; of equal names the last one counts, as in JavaScript. Absent, undefined and nil are the same.
 */
final class Fields {
    private static final int NONE = -1;

    private final MsgpackReader in;
    private final DecodeLimits limits;

    private long type = NONE;
    private @Nullable String namespace;
    private long id = Packet.NO_ID;
    private @Nullable MsgpackToJson data;

    private Fields(MsgpackReader in, DecodeLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    static Fields read(Frame.Binary frame, DecodeLimits limits) {
        MsgpackReader in = new MsgpackReader(frame);
        Fields fields = new Fields(in, limits);
        fields.readMap();
        if (!in.atEnd()) {
            throw in.failure("trailing data");
        }
        return fields;
    }

    private void readMap() {
        int format = in.format();
        long size;
        if (format >= Format.FIXMAP && format < Format.FIXARRAY) {
            size = format & 0x0f;
        } else if (format == Format.MAP16) {
            size = in.unsigned(2);
        } else if (format == Format.MAP32) {
            size = in.unsigned(4);
        } else {
            throw new PacketException("expected a map", 0);
        }
        for (int left = in.count(size, 2); left > 0; left--) {
            int length = Values.stringLength(in, in.format());
            if (length < 0) {
                throw in.failure("the name of a field must be a string");
            }
            field(in.string(length));
        }
    }

    private void field(String name) {
        switch (name) {
            case "type" -> type = integer("type", NONE);
            case "nsp" -> namespace = string();
            case "id" -> id = integer("ack id", Packet.NO_ID);
            case "data" -> data = value();
            default -> value();
        }
    }

    /** {@return an integer from 0 on, or what stands for its absence} */
    private long integer(String what, long absent) {
        if (isAbsent()) {
            return absent;
        }
        int position = in.position();
        int format = in.format();
        long value = Values.isInteger(format) ? Values.integerBits(in, format) : -1;
        if (value < 0) {
            throw new PacketException(what + " is no integer from 0 on", position);
        }
        return value;
    }

    private @Nullable String string() {
        if (isAbsent()) {
            return null;
        }
        int length = Values.stringLength(in, in.format());
        if (length < 0) {
            throw in.failure("namespace is no string");
        }
        return in.string(length);
    }

    private @Nullable MsgpackToJson value() {
        if (isAbsent()) {
            return null;
        }
        MsgpackToJson value = new MsgpackToJson(in, limits);
        value.convert();
        return value;
    }

    private boolean isAbsent() {
        if (in.atUndefined()) {
            in.skip(3);
            return true;
        }
        if (in.atNil()) {
            in.skip(1);
            return true;
        }
        return false;
    }

    long type() {
        return type;
    }

    /** The namespace, which begins with a slash and keeps its limit. */
    String namespace() {
        String name = namespace;
        if (name == null || !name.startsWith("/")) {
            throw new PacketException("a packet needs a namespace that begins with a slash", 0);
        }
        if (name.length() > limits.maxNamespaceLength()) {
            throw new PacketException("namespace exceeds limit " + limits.maxNamespaceLength() + " characters", 0);
        }
        return name;
    }

    /** The ack id, or {@link Packet#NO_ID}. */
    long id() {
        if (id > Packet.MAX_ID) {
            throw new PacketException("ack id exceeds 2^53", 0);
        }
        return id;
    }

    /** The data, or null where there is none. */
    @Nullable
    MsgpackToJson data() {
        return data;
    }
}
