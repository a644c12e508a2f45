package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineTransport;

/** What stands above a session. Called by I/O threads and the timer, so that it must not block or run user code. */
public interface SessionListener {
    /**
     * A message came; one call at a time, in order.
     *
     * @throws io.jettio.protocol.ProtocolException if the message breaks the protocol; the session is closed with
     *     {@link EngineCloseReason#PARSE_ERROR}
     */
    void onMessage(Frame message);

    /** The session ended; the last call, once. */
    void onClose(EngineCloseReason reason);

    /** Everything that was queued is out. */
    default void onDrained() {}

    /** The session's transport is another now. */
    default void onUpgraded(EngineTransport transport) {}

    /** The outbound policy dropped a message, or will never send it. */
    default void onDropped(Frame first) {}

    /** Makes the listener of a new session. */
    interface Factory {
        /** Called before the session's first message can arrive; what it sends follows the OPEN packet. */
        SessionListener open(EngineSession session);
    }
}
