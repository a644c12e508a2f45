package io.jettio.protocol.engineio;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.ProtocolException;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.json.JsonOutput;
import io.jettio.protocol.json.JsonPayload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The handshake: what the server tells in the OPEN packet; the section "Handshake" of the Engine.IO protocol. Immutable.
 *
 * @param sid the session id, a credential; 1 to {@link #MAX_SID_LENGTH} characters
 * @param upgrades the transports that the client may upgrade to, at most {@link #MAX_UPGRADES}
 * @param pingIntervalMillis milliseconds between pings, from 1 to {@link #MAX_MILLIS}
 * @param pingTimeoutMillis milliseconds until a missing pong (ping in version 3) ends the session, from 0 to
 *     {@link #MAX_MILLIS}
 * @param maxPayload bytes of a polling body that the server takes, or 0 where the peer tells none (version 3, older
 *     servers of version 4)
 */
public record OpenData(
        String sid, List<String> upgrades, long pingIntervalMillis, long pingTimeoutMillis, int maxPayload) {
    /** The most characters that a session id has; servers in the field use about 20. */
    public static final int MAX_SID_LENGTH = 256;

    /** The most transports in {@link #upgrades()}; servers in the field know three. */
    public static final int MAX_UPGRADES = 16;

    /** The most milliseconds of an interval: what a Node.js timer can hold, nearly 25 days. */
    public static final long MAX_MILLIS = Integer.MAX_VALUE;

    private static final JsonCodec JSON = GsonJsonCodec.shared();

    /**
     * Checks the bounds.
     *
     * @param sid the session id
     * @param upgrades the transports; copied
     * @param pingIntervalMillis milliseconds
     * @param pingTimeoutMillis milliseconds
     * @param maxPayload bytes, or 0
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public OpenData {
        upgrades = List.copyOf(upgrades);
        if (sid.isEmpty() || sid.length() > MAX_SID_LENGTH) {
            throw outOfBounds("sid", "1 to " + MAX_SID_LENGTH + " characters", sid.length());
        }
        if (upgrades.size() > MAX_UPGRADES) {
            throw outOfBounds("upgrades", "at most " + MAX_UPGRADES, upgrades.size());
        }
        if (pingIntervalMillis < 1 || pingIntervalMillis > MAX_MILLIS) {
            throw outOfBounds("pingInterval", "1 to " + MAX_MILLIS + " ms", pingIntervalMillis);
        }
        if (pingTimeoutMillis < 0 || pingTimeoutMillis > MAX_MILLIS) {
            throw outOfBounds("pingTimeout", "0 to " + MAX_MILLIS + " ms", pingTimeoutMillis);
        }
        if (maxPayload < 0) {
            throw outOfBounds("maxPayload", "positive, or 0 for none", maxPayload);
        }
    }

    /**
     * {@return the OPEN packet's data: an object with exactly sid, upgrades, pingInterval, pingTimeout and maxPayload
     * in this order, the last one left out if it is 0}
     */
    public Frame.Text toJson() {
        JsonOutput out = new JsonOutput();
        out.writeRaw("{\"sid\":");
        out.writeString(sid);
        out.writeRaw(",\"upgrades\":[");
        for (int i = 0; i < upgrades.size(); i++) {
            out.writeRaw(i == 0 ? "" : ",");
            out.writeString(upgrades.get(i));
        }
        out.writeRaw("],\"pingInterval\":");
        out.writeLong(pingIntervalMillis);
        out.writeRaw(",\"pingTimeout\":");
        out.writeLong(pingTimeoutMillis);
        if (maxPayload > 0) {
            out.writeRaw(",\"maxPayload\":");
            out.writeLong(maxPayload);
        }
        out.writeRaw("}");
        return out.toFrame();
    }

    /**
     * Reads the OPEN packet's data. Members that the protocol does not name are ignored. A {@code maxPayload} that is
     * missing or null means none (a Node server without a limit writes null), one beyond an {@code int} means
     * {@link Integer#MAX_VALUE}.
     *
     * @param json the data
     * @return the handshake
     * @throws EnginePacketException if it is no JSON object within the default {@link DecodeLimits}, if another member
     *     is missing, or if one has the wrong type or a value out of the bounds that this record states
     */
    public static OpenData parse(Frame json) {
        Map<?, ?> members = members(json);
        String sid = sid(members.get("sid"));
        List<String> upgrades = upgrades(members.get("upgrades"));
        long pingInterval = millis("pingInterval", 1, members.get("pingInterval"));
        long pingTimeout = millis("pingTimeout", 0, members.get("pingTimeout"));
        return new OpenData(sid, upgrades, pingInterval, pingTimeout, maxPayload(members.get("maxPayload")));
    }

    private static Map<?, ?> members(Frame json) {
        int from = json.arrayOffset();
        Object value;
        try {
            value = JsonPayload.parseValue(JSON, json.array(), from, from + json.size(), DecodeLimits.defaults())
                    .get(0, Object.class);
        } catch (ProtocolException e) {
            throw new EnginePacketException("handshake: " + e.reason(), e.position() - from);
        } catch (JsonException e) {
            // Its message names members as the peer wrote them, so it is not passed on.
            throw refused("a member's value cannot be read");
        }
        if (value instanceof Map<?, ?> members) {
            return members;
        }
        throw refused("must be an object");
    }

    private static String sid(@Nullable Object value) {
        if (value instanceof String sid && !sid.isEmpty() && sid.length() <= MAX_SID_LENGTH) {
            return sid;
        }
        throw refused("sid must be a string of 1 to " + MAX_SID_LENGTH + " characters");
    }

    private static List<String> upgrades(@Nullable Object value) {
        if (value instanceof List<?> elements && elements.size() <= MAX_UPGRADES) {
            List<String> upgrades = new ArrayList<>(elements.size());
            for (Object element : elements) {
                if (!(element instanceof String upgrade)) {
                    throw refused("upgrades must be strings");
                }
                upgrades.add(upgrade);
            }
            return upgrades;
        }
        throw refused("upgrades must be an array of at most " + MAX_UPGRADES + " strings");
    }

    private static long millis(String member, long least, @Nullable Object value) {
        if (value instanceof Long millis && millis >= least && millis <= MAX_MILLIS) {
            return millis;
        }
        throw refused(member + " must be an integer from " + least + " to " + MAX_MILLIS);
    }

    private static int maxPayload(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof Long bytes && bytes > 0) {
            return (int) Math.min(bytes, Integer.MAX_VALUE);
        }
        throw refused("maxPayload must be a positive integer");
    }

    private static EnginePacketException refused(String what) {
        return new EnginePacketException("handshake: " + what, -1);
    }

    private static IllegalArgumentException outOfBounds(String component, String bounds, long actual) {
        return new IllegalArgumentException(component + " must be " + bounds + ": " + actual);
    }
}
