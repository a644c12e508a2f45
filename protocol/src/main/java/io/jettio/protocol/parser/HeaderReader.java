package io.jettio.protocol.parser;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads what stands before the JSON of a packet, field by field in the order of the wire. Positions in exceptions are
 * indices in the array. Confined to one call.
 */
final class HeaderReader {
    private static final int MAX_ID_DIGITS = 16;
    /** UTF-8 needs at the most so many bytes for one UTF-16 code unit. */
    private static final int MAX_BYTES_PER_CHAR = 3;

    private final byte[] utf8;
    private final int to;
    private int at;

    HeaderReader(byte[] utf8, int from, int to) {
        this.utf8 = utf8;
        this.at = from;
        this.to = to;
    }

    /** The index behind what was read. */
    int position() {
        return at;
    }

    boolean atEnd() {
        return at == to;
    }

    byte type() {
        if (atEnd()) {
            throw new PacketException("empty packet", at);
        }
        byte type = utf8[at];
        if (type < WireType.CONNECT || type > WireType.BINARY_ACK) {
            throw new PacketException("unknown packet type", at);
        }
        at++;
        return type;
    }

    /** The count of a binary packet and the hyphen behind it. */
    int attachments(DecodeLimits limits) {
        int start = at;
        if (!atDigit()) {
            throw new PacketException("attachment count is missing", start);
        }
        if (utf8[at] == '0') {
            throw new PacketException("attachment count must begin with a digit from 1 to 9", start);
        }
        long count = 0;
        while (atDigit()) {
            count = 10 * count + (utf8[at] - '0');
            if (count > limits.maxAttachments()) {
                throw new PacketException("attachment count exceeds limit " + limits.maxAttachments(), start);
            }
            at++;
        }
        if (atEnd() || utf8[at] != '-') {
            throw new PacketException("attachment count must end with a hyphen", at);
        }
        at++;
        return (int) count;
    }

    /**
     * The namespace and the comma behind it, which may be missing where the packet ends; the main namespace where there
     * is none.
     */
    String namespace(DecodeLimits limits) {
        if (atEnd() || utf8[at] != '/') {
            return Packet.MAIN_NAMESPACE;
        }
        int start = at;
        String namespace = name(start, endOf(',', to), limits);
        at = Math.min(to, at + 1);
        return namespace;
    }

    /** The namespace as {@link #namespace} reads it, and the query between it and the comma, as revision 4 has it. */
    String[] namespaceAndQuery(DecodeLimits limits) {
        if (atEnd() || utf8[at] != '/') {
            return new String[] {Packet.MAIN_NAMESPACE, ""};
        }
        int start = at;
        int comma = endOf(',', to);
        at = start;
        int mark = endOf('?', comma);
        String namespace = name(start, mark, limits);
        String query = mark == comma ? "" : text(mark + 1, comma, "query");
        at = Math.min(to, comma + 1);
        return new String[] {namespace, query};
    }

    /** The ack id, or {@link Packet#NO_ID}. */
    long id() {
        int start = at;
        long id = 0;
        while (atDigit()) {
            if (at - start == MAX_ID_DIGITS) {
                throw new PacketException("ack id exceeds " + MAX_ID_DIGITS + " digits", start);
            }
            id = 10 * id + (utf8[at] - '0');
            at++;
        }
        if (id > Packet.MAX_ID) {
            throw new PacketException("ack id exceeds 2^53", start);
        }
        return at == start ? Packet.NO_ID : id;
    }

    private boolean atDigit() {
        return at < to && utf8[at] >= '0' && utf8[at] <= '9';
    }

    private int endOf(char mark, int limit) {
        while (at < limit && utf8[at] != mark) {
            at++;
        }
        return at;
    }

    private String name(int from, int end, DecodeLimits limits) {
        int max = limits.maxNamespaceLength();
        if (end - from <= (long) MAX_BYTES_PER_CHAR * max) {
            String name = text(from, end, "namespace");
            if (name.length() <= max) {
                return name;
            }
        }
        throw new PacketException("namespace exceeds limit " + max + " characters", from);
    }

    private String text(int from, int end, String what) {
        for (int i = from; i < end; i++) {
            if (utf8[i] < 0) {
                return strictly(from, end, what);
            }
        }
        return new String(utf8, from, end - from, StandardCharsets.ISO_8859_1);
    }

    private String strictly(int from, int end, String what) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8, from, end - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PacketException(what + " is not UTF-8", from);
        }
    }
}
