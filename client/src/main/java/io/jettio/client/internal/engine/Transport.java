package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.TransportType;
import io.jettio.protocol.engineio.EnginePacket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to carry packets for one session, current or candidate. Confined to the strand: every method is called there
 * and calls its owner there.
 */
interface Transport {
    TransportType type();

    void open();

    /** Whether the host was reached. */
    boolean isConnected();

    /** Whether {@link #write} may be called: open, and the last write done. */
    boolean isWritable();

    /** Writes packets, in order; {@link Owner#written} follows. */
    void write(List<EnginePacket> packets);

    void pauseReading(boolean paused);

    /** Closes in good order, behind what was written; {@code done} runs once, unless aborted. */
    void close(Runnable done);

    /** Ends at once. The owner hears nothing more. */
    void abort();

    /** The session, as a transport sees it. */
    interface Owner {
        /** The transport can be written to (WebSocket), or has its first answer (polling). */
        void opened(Transport transport);

        void packet(Transport transport, EnginePacket packet);

        /** The server led to another place of the same origin, where the session stays. */
        void moved(Transport transport, Endpoint endpoint);

        /** The last write is done. */
        void written(Transport transport);

        /** The transport is over, by the peer or by a failure; called once. */
        void ended(Transport transport, EngineCloseReason reason, @Nullable Throwable cause);
    }
}
