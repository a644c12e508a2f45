package io.jettio.server.internal.engine;

import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.internal.Loggers;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes out whole: one packet, or a header with its attachments. Immutable, so that one broadcast is one object for
 * all its receivers; its key is found once for all of them too.
 */
public final class Outbound {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.ENGINE);

    private final List<EnginePacket> packets;
    private final int bytes;
    private final boolean droppable;
    private final boolean compress;
    private final @Nullable Consumer<Boolean> done;
    private volatile @Nullable Object key;

    private Outbound(
            List<EnginePacket> packets, boolean droppable, boolean compress, @Nullable Consumer<Boolean> done) {
        int sum = 0;
        for (EnginePacket packet : packets) {
            sum += packet.data().size();
        }
        this.packets = packets;
        this.bytes = sum;
        this.droppable = droppable;
        this.compress = compress;
        this.done = done;
    }

    /** Packets that must not be dropped: the protocol's own, and answers. */
    public static Outbound kept(List<EnginePacket> packets) {
        return new Outbound(packets, false, true, null);
    }

    /** A message of the application, which the outbound policy may drop. */
    public static Outbound message(List<EnginePacket> packets) {
        return new Outbound(packets, true, true, null);
    }

    /** A message whose end is told: true when it was written, false when it never will be. Must not block. */
    public static Outbound message(List<EnginePacket> packets, Consumer<Boolean> done) {
        return new Outbound(packets, true, true, done);
    }

    /**
     * The same, which no transport compresses: its WebSocket messages go out plain, and an answer of long-polling is
     * compressed only if another of its messages may be. What is compressed is so for each receiver anew, a broadcast
     * too.
     */
    public Outbound uncompressed() {
        return new Outbound(packets, droppable, false, done);
    }

    List<EnginePacket> packets() {
        return packets;
    }

    int bytes() {
        return bytes;
    }

    boolean droppable() {
        return droppable;
    }

    /** Whether a transport that compresses may compress it. */
    boolean compress() {
        return compress;
    }

    /** Asks the application for the key by which messages are coalesced; never under a lock. */
    void findKey(OutboundPolicy policy) {
        if (key == null) {
            try {
                key = policy.keyOf(packets.get(0).data());
            } catch (RuntimeException | Error e) {
                LOG.error("the key function of the outbound policy failed; the message has none", e);
            }
        }
    }

    /** The key, if it was found and there is one. */
    @Nullable
    Object key() {
        return key;
    }

    @Nullable
    Consumer<Boolean> done() {
        return done;
    }
}
