package io.jettio.client.internal;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a socket needs to be recovered: the private id that the server gave it, and the offset of the last event that it
 * got. A text at the end of an event without ack id is taken for an offset once the server has given a private id, as the
 * JavaScript client does; once an offset has been seen that {@link OffsetFormat} knows, only such a text is. Strand.
 */
final class Recovery {
    private static final TypeRef<Map<String, @Nullable Object>> OBJECT = new TypeRef<>() {};

    private final LongSupplier wallClock;

    private @Nullable String pid;
    private @Nullable String offset;
    private boolean formatKnown;

    Recovery(LongSupplier wallClock) {
        this.wallClock = wallClock;
    }

    /** What goes into CONNECT; immutable. */
    record Claim(String pid, @Nullable String offset) {
        /** Puts the claim before the credentials, which win where they have the same names. */
        Payload with(Parser parser, Payload credentials) {
            Map<String, @Nullable Object> merged = new LinkedHashMap<>();
            merged.put("pid", pid);
            if (offset != null) {
                merged.put("offset", offset);
            }
            try {
                Map<String, @Nullable Object> given = credentials.get(0, OBJECT);
                if (given != null) {
                    merged.putAll(given);
                }
            } catch (JsonException noObject) {
                return credentials;
            }
            return parser.payload(List.of(merged));
        }
    }

    /** What to send with the next CONNECT, or null where there is nothing to be recovered. */
    @Nullable
    Claim claim() {
        return pid == null ? null : new Claim(pid, offset);
    }

    /** The server has accepted; tells whether it has recovered the socket. */
    boolean accepted(@Nullable String newPid) {
        boolean recovered = newPid != null && newPid.equals(pid);
        if (!recovered) {
            offset = null;
            formatKnown = false;
        }
        pid = newPid;
        return recovered;
    }

    /** The arguments of an event, its offset being kept and marked. */
    Payload arguments(EventPacket packet) {
        Payload arguments = packet.arguments();
        // A look at the end of the text spares mapping whatever else stands there.
        if (pid == null || packet.wantsAck() || !arguments.json().endsWith("\"]")) {
            return arguments;
        }
        String last = lastText(arguments);
        if (last == null || !isOffset(last)) {
            return arguments;
        }
        offset = last;
        return new OffsetPayload(arguments);
    }

    private boolean isOffset(String text) {
        boolean known = OffsetFormat.isKnown(text, wallClock.getAsLong());
        if (known) {
            formatKnown = true;
        }
        return known || !formatKnown;
    }

    private static @Nullable String lastText(Payload arguments) {
        try {
            return arguments.get(arguments.size() - 1, String.class);
        } catch (JsonException unfit) {
            return null;
        }
    }
}
