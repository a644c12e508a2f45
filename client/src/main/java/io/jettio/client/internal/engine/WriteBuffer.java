package io.jettio.client.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Packets in the order in which they go out: the batch that is being written, and those behind it. Strand. */
final class WriteBuffer {
    private final ArrayDeque<EnginePacket> waiting = new ArrayDeque<>();
    private List<EnginePacket> batch = List.of();
    private boolean pongWaits;

    /** Adds a pong, unless one waits: a server that pings and takes nothing gets one for all its pings. */
    void addPong() {
        if (!pongWaits) {
            pongWaits = true;
            add(EnginePacket.PONG);
        }
    }

    void add(EnginePacket packet) {
        waiting.add(packet);
    }

    /** Nothing waits and nothing is being written. */
    boolean isEmpty() {
        return waiting.isEmpty() && batch.isEmpty();
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** Takes everything that waits. */
    List<EnginePacket> takeAll() {
        batch = new ArrayList<>(waiting);
        waiting.clear();
        pongWaits = false;
        return batch;
    }

    /** Takes as many packets as a polling body of a size holds, and at least one. */
    List<EnginePacket> takePayload(int maxBytes) {
        List<EnginePacket> taken = new ArrayList<>();
        long bytes = 0;
        for (EnginePacket next = waiting.peek(); next != null; next = waiting.peek()) {
            bytes += payloadBytes(next.data()) + (taken.isEmpty() ? 0 : 1);
            if (!taken.isEmpty() && bytes > maxBytes) {
                break;
            }
            taken.add(waiting.remove());
            pongWaits &= next.type() != EnginePacketType.PONG;
        }
        batch = taken;
        return taken;
    }

    /** The batch is done. Tells what was in it. */
    Released written() {
        Released released = Released.of(batch);
        batch = List.of();
        return released;
    }

    /** The session is over. Tells what was not written. */
    Released drop() {
        List<EnginePacket> all = new ArrayList<>(batch);
        all.addAll(waiting);
        waiting.clear();
        batch = List.of();
        return Released.of(all);
    }

    private static long payloadBytes(Frame data) {
        // A type character, or 'b' and base64.
        return 1 + (data instanceof Frame.Binary ? (data.size() + 2L) / 3 * 4 : data.size());
    }

    /** How many messages left the buffer, and their bytes; packets of the session itself do not count. */
    record Released(int packets, long bytes) {
        private static Released of(List<EnginePacket> packets) {
            int count = 0;
            long bytes = 0;
            for (EnginePacket packet : packets) {
                if (packet.type() == EnginePacketType.MESSAGE) {
                    count++;
                    bytes += packet.data().size();
                }
            }
            return new Released(count, bytes);
        }
    }
}
