package io.jettio.server.internal.engine;

import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketType;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.OutboundPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits to go out of one session, within its bounds. Everything here is called under the session's lock; what was
 * dropped is handed back, so that it is told outside.
 */
final class Outbox {
    private final OutboundPolicy policy;
    private final OutboundWatch watch;
    private @Nullable ArrayDeque<Outbound> queue; // null while empty: most connections are idle

    Outbox(EngineServerOptions options, OutboundWatch watch) {
        this.policy = options.outboundPolicy();
        this.watch = watch;
    }

    /**
     * A batch on its way: its packets, whoever waits to hear that it is out, and which packets must not be compressed
     * (null for none, which is nearly always so).
     */
    record Batch(
            List<EnginePacket> packets,
            int bytes,
            List<Consumer<Boolean>> done,
            @Nullable BitSet uncompressed) {
        /** Whether the packet at an index may be compressed. */
        boolean compresses(int index) {
            return uncompressed == null || !uncompressed.get(index);
        }

        /** Whether what carries all the packets together may be compressed: as in Node, if any of them may. */
        boolean compresses() {
            return uncompressed == null || uncompressed.cardinality() < packets.size();
        }
    }

    /** Whether a message may take the place of one that waits. */
    boolean coalesces(Outbound message) {
        return queue != null && message.policy(policy).kind() == OutboundPolicy.Kind.COALESCE;
    }

    /** Whether a packet of the engine's own waits. */
    boolean holds(EnginePacket own) {
        if (queue != null) {
            for (Outbound waiting : queue) {
                if (waiting.packets().contains(own)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean isEmpty() {
        return queue == null;
    }

    /** Appends what is bounded by nothing: the protocol's own. */
    void append(Outbound own) {
        queue().add(own);
        watch.queued(own.packets().size(), own.bytes());
    }

    /**
     * Appends a message if there is room, or makes room as the policy says.
     *
     * @param dropped takes what was dropped, the message itself among it where there is no room for it
     * @return whether the session may live on
     */
    boolean offer(Outbound message, List<Outbound> dropped) {
        OutboundPolicy.Kind kind = message.policy(policy).kind();
        boolean fits = watch.couldAdmit(message.packets().size(), message.bytes());
        if (fits && kind == OutboundPolicy.Kind.COALESCE && message.droppable() && queue != null) {
            coalesce(message, dropped);
        }
        if (!watch.admits(message.packets().size(), message.bytes())) {
            if (kind == OutboundPolicy.Kind.CLOSE) {
                return false;
            }
            if (fits && kind != OutboundPolicy.Kind.DROP_NEWEST) {
                makeRoom(message, dropped);
            }
            if (!watch.admits(message.packets().size(), message.bytes())) {
                dropped.add(message);
                return message.droppable();
            }
        }
        append(message);
        return true;
    }

    private void coalesce(Outbound message, List<Outbound> dropped) {
        Object key = message.key();
        if (key == null) {
            return;
        }
        for (Iterator<Outbound> waiting = queue().iterator(); waiting.hasNext(); ) {
            Outbound older = waiting.next();
            if (older.droppable() && key.equals(older.key())) {
                remove(waiting, older, dropped);
            }
        }
        forgetIfEmpty();
    }

    private void makeRoom(Outbound message, List<Outbound> dropped) {
        for (Iterator<Outbound> waiting = queue().iterator();
                waiting.hasNext() && !watch.admits(message.packets().size(), message.bytes()); ) {
            Outbound oldest = waiting.next();
            if (oldest.droppable()) {
                remove(waiting, oldest, dropped);
            }
        }
        forgetIfEmpty();
    }

    private void remove(Iterator<Outbound> at, Outbound gone, List<Outbound> dropped) {
        at.remove();
        watch.dropped(gone.packets().size(), gone.bytes());
        dropped.add(gone);
    }

    /** Takes the next batch, of about so many bytes at the most; there must be something. */
    Batch take(int mostBytes) {
        List<EnginePacket> packets = new ArrayList<>();
        List<Consumer<Boolean>> done = List.of();
        BitSet uncompressed = null;
        int bytes = 0;
        ArrayDeque<Outbound> waiting = queue();
        for (Outbound next = waiting.peek(); next != null; next = waiting.peek()) {
            if (!packets.isEmpty() && next.packets().get(0).type() == EnginePacketType.CLOSE) {
                break; // alone: clients drop the messages that share a payload with it
            }
            waiting.poll();
            if (!next.compress()) {
                if (uncompressed == null) {
                    uncompressed = new BitSet();
                }
                uncompressed.set(packets.size(), packets.size() + next.packets().size());
            }
            packets.addAll(next.packets());
            bytes += next.bytes();
            if (next.done() != null) {
                if (done.isEmpty()) {
                    done = new ArrayList<>();
                }
                done.add(next.done());
            }
            if (bytes >= mostBytes || next.packets().get(0).type() == EnginePacketType.OPEN) {
                break; // clients look at the handshake's answer for the handshake only
            }
        }
        forgetIfEmpty();
        return new Batch(packets, bytes, done, uncompressed);
    }

    /** Empties the box; what waited is handed back. */
    List<Outbound> clear() {
        List<Outbound> rest = queue == null ? List.of() : new ArrayList<>(queue);
        queue = null;
        return rest;
    }

    private ArrayDeque<Outbound> queue() {
        ArrayDeque<Outbound> known = queue;
        if (known == null) {
            known = new ArrayDeque<>();
            queue = known;
        }
        return known;
    }

    private void forgetIfEmpty() {
        if (queue != null && queue.isEmpty()) {
            queue = null;
        }
    }
}
