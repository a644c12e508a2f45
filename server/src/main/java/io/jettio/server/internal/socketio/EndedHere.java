package io.jettio.server.internal.socketio;

import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.PacketException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces that we ended on a connection. What was on the wire for one already is ignored. A client that joins it again
 * before our DISCONNECT is queued waits for that, or it would take the DISCONNECT for the end of what it has joined now.
 * Guarded by the connection.
 */
final class EndedHere {
    private static final class Ending {
        boolean told;

        @Nullable
        ConnectPacket next;
    }

    private final int most;

    /** The latest ones, in the order in which they ended. */
    private final Map<String, Ending> byName = new LinkedHashMap<>(4);

    /** @param most so many are known; a client is long done with one that was ended before so many others */
    EndedHere(int most) {
        this.most = most;
    }

    /** A namespace is about to be ended; {@link #told} follows. */
    void begin(String name) {
        byName.remove(name);
        byName.put(name, new Ending());
    }

    boolean contains(String name) {
        return byName.containsKey(name);
    }

    /**
     * Whether a CONNECT that comes has to wait, for {@link #told} and whoever goes on then.
     *
     * @throws PacketException if one waits already
     */
    boolean holdsBack(ConnectPacket packet) {
        Ending ending = byName.get(packet.namespace());
        if (ending == null) {
            return false;
        }
        if (ending.next != null) {
            throw new PacketException("a second CONNECT to one namespace", 0);
        }
        if (!ending.told) {
            ending.next = packet;
        }
        return !ending.told;
    }

    /** The client will know of the end before it gets anything else; the CONNECT that has waited for this, if there is one. */
    @Nullable
    ConnectPacket told(String name) {
        Ending ended = byName.get(name);
        if (ended == null) {
            return null;
        }
        ended.told = true;
        Iterator<Ending> oldest = byName.values().iterator();
        while (byName.size() > most && oldest.hasNext()) {
            Ending old = oldest.next();
            if (old.told && old.next == null) {
                oldest.remove();
            }
        }
        return ended.next;
    }

    /** The CONNECT that has waited goes on. */
    void goesOn(String name) {
        Ending ended = byName.get(name);
        if (ended != null) {
            ended.next = null;
        }
    }

    /** A namespace is joined again. */
    void joinsAgain(String name) {
        byName.remove(name);
    }
}
