package io.jettio.server.engine;

import io.jettio.protocol.Frame;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What happens to messages that a client does not take fast enough. It concerns messages of the application only: what
 * the protocol itself sends, answers and acks are never dropped, and a queue that cannot take them closes the
 * connection. A message goes with all its binary parts or not at all. Immutable.
 */
public final class OutboundPolicy {
    private static final OutboundPolicy CLOSE = new OutboundPolicy(Kind.CLOSE, null);
    private static final OutboundPolicy DROP_NEWEST = new OutboundPolicy(Kind.DROP_NEWEST, null);
    private static final OutboundPolicy DROP_OLDEST = new OutboundPolicy(Kind.DROP_OLDEST, null);

    /** The kinds of policy. */
    public enum Kind {
        /** A full queue closes the connection. */
        CLOSE,
        /** A full queue takes no more. */
        DROP_NEWEST,
        /** A full queue makes room by dropping what waits longest. */
        DROP_OLDEST,
        /** A newer message takes the place of an older one with the same key that still waits. */
        COALESCE
    }

    private final Kind kind;
    private final @Nullable Function<Frame, @Nullable Object> key;

    private OutboundPolicy(Kind kind, @Nullable Function<Frame, @Nullable Object> key) {
        this.kind = kind;
        this.key = key;
    }

    /**
     * {@return the default: a full queue closes the connection as a slow consumer} Nothing is lost in silence.
     */
    public static OutboundPolicy close() {
        return CLOSE;
    }

    /**
     * {@return a policy by which a full queue takes no more}
     */
    public static OutboundPolicy dropNewest() {
        return DROP_NEWEST;
    }

    /**
     * {@return a policy by which a full queue drops what waits longest}
     */
    public static OutboundPolicy dropOldest() {
        return DROP_OLDEST;
    }

    /**
     * {@return a policy by which a newer message takes the place of an older one with the same key} Where nothing has
     * the key, a full queue drops what waits longest.
     *
     * @param key the key of a message, from its first frame; null for one that has none. Called by whoever sends
     */
    public static OutboundPolicy coalesce(Function<Frame, @Nullable Object> key) {
        return new OutboundPolicy(Kind.COALESCE, Objects.requireNonNull(key, "key"));
    }

    /**
     * {@return a policy by which a newer message takes the place of an older one that still waits} It is for a single
     * emit, or for all emits of one kind, such as a position that the next one makes worthless.
     *
     * @param key what the messages have in common
     */
    public static OutboundPolicy coalesceBy(Object key) {
        Objects.requireNonNull(key, "key");
        return coalesce(frame -> key);
    }

    /**
     * {@return the kind}
     */
    public Kind kind() {
        return kind;
    }

    /**
     * {@return the key of a message, or null}
     *
     * @param first the message's first frame
     */
    public @Nullable Object keyOf(Frame first) {
        return key == null ? null : key.apply(first);
    }
}
