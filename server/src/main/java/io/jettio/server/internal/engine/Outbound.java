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
public class Outbound {
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
     * A message with wishes of its own.
     *
     * @param ifWritable whether it is dropped unless the transport can take it at once
     * @param policy what becomes of it where the queue is full; null for what the server's options say
     * @param done told how it ended, as above; null for nobody
     */
    public static Outbound message(
            List<EnginePacket> packets,
            boolean compress,
            boolean ifWritable,
            @Nullable OutboundPolicy policy,
            @Nullable Consumer<Boolean> done) {
        return new Particular(packets, compress, ifWritable, policy, done);
    }

    /**
     * The same, which no transport compresses: its WebSocket messages go out plain, and an answer of long-polling is
     * compressed only if another of its messages may be. What is compressed is so for each receiver anew, a broadcast
     * too.
     */
    public Outbound uncompressed() {
        return new Outbound(packets, droppable, false, done);
    }

    /** The same, for one receiver of several, whose end is told. */
    public Outbound told(Consumer<Boolean> done) {
        return new Outbound(packets, droppable, compress, done);
    }

    /** What becomes of it where the queue is full, given what the server's options say. */
    OutboundPolicy policy(OutboundPolicy usual) {
        return usual;
    }

    /** Whether it is dropped unless the transport can take it at once. */
    boolean ifWritable() {
        return false;
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
    public void findKey(OutboundPolicy policy) {
        if (key == null) {
            try {
                key = policy.keyOf(packets.get(0).data());
            } catch (RuntimeException | Error e) {
                LOG.error("the key function of the outbound policy failed; the message has none", e);
            }
        }
    }

    /** The key, if it was found and there is one. */
    public @Nullable Object key() {
        return key;
    }

    @Nullable
    Consumer<Boolean> done() {
        return done;
    }

    /** A message with wishes; a class of its own, so that the many without pay nothing for them. */
    private static final class Particular extends Outbound {
        private final boolean ifWritable;
        private final @Nullable OutboundPolicy policy;

        Particular(
                List<EnginePacket> packets,
                boolean compress,
                boolean ifWritable,
                @Nullable OutboundPolicy policy,
                @Nullable Consumer<Boolean> done) {
            super(packets, true, compress, done);
            this.ifWritable = ifWritable;
            this.policy = policy != null || !ifWritable ? policy : OutboundPolicy.dropNewest();
        }

        @Override
        public Outbound uncompressed() {
            return new Particular(packets(), false, ifWritable, policy, done());
        }

        @Override
        public Outbound told(Consumer<Boolean> done) {
            return new Particular(packets(), compress(), ifWritable, policy, done);
        }

        @Override
        OutboundPolicy policy(OutboundPolicy usual) {
            return policy == null ? usual : policy;
        }

        @Override
        boolean ifWritable() {
            return ifWritable;
        }
    }
}
