package io.jettio.server.adapter;

import io.jettio.server.engine.OutboundPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an event is sent. Immutable.
 *
 * @param isVolatile whether it is dropped for each socket that cannot take it at once
 * @param compress whether transports that compress may compress it
 * @param local whether it stays on this node
 * @param timeout how long acks, or the answers of other nodes, are waited for; null for the default
 * @param single whether one socket is chosen, whose ack is the answer
 * @param policy what happens where a socket's queue is full; null for the server's outbound policy. It holds on this node
 *     only
 */
public record Flags(
        boolean isVolatile,
        boolean compress,
        boolean local,
        @Nullable Duration timeout,
        boolean single,
        @Nullable OutboundPolicy policy) {
    /** Nothing out of the ordinary. */
    public static final Flags NONE = new Flags(false, true, false, null, false, null);

    /**
     * {@return these flags, but volatile}
     */
    public Flags asVolatile() {
        return new Flags(true, compress, local, timeout, single, policy);
    }

    /**
     * {@return these flags with another compression}
     *
     * @param value whether transports may compress
     */
    public Flags withCompress(boolean value) {
        return new Flags(isVolatile, value, local, timeout, single, policy);
    }

    /**
     * {@return these flags, but for this node only}
     */
    public Flags asLocal() {
        return new Flags(isVolatile, compress, true, timeout, single, policy);
    }

    /**
     * {@return these flags with another timeout}
     *
     * @param value how long to wait
     */
    public Flags withTimeout(Duration value) {
        return new Flags(isVolatile, compress, local, value, single, policy);
    }

    /**
     * {@return these flags, but for one socket}
     */
    public Flags asSingle() {
        return new Flags(isVolatile, compress, local, timeout, true, policy);
    }

    /**
     * {@return these flags with another policy}
     *
     * @param value what happens where a queue is full
     */
    public Flags withPolicy(OutboundPolicy value) {
        return new Flags(isVolatile, compress, local, timeout, single, value);
    }
}
