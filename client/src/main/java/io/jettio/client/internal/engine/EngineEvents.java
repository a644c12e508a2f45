package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.TransportType;
import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.OpenData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Told on the strand what happens to a session; {@link #closed} comes once and last. */
public interface EngineEvents {
    /**
     * The handshake is done.
     *
     * @param handshake what the server told
     */
    void opened(OpenData handshake);

    /**
     * A message arrived.
     *
     * @param message text that is UTF-8, or binary
     */
    void message(Frame message);

    /**
     * Messages given to {@link EngineSession#send} have been written, or dropped at the end of the session.
     *
     * @param packets how many
     * @param bytes their size
     */
    void released(int packets, long bytes);

    /**
     * An upgrade succeeded.
     *
     * @param transport the transport from now on
     */
    void upgraded(TransportType transport);

    /**
     * An upgrade begins.
     *
     * @param transport the candidate
     */
    default void upgrading(TransportType transport) {}

    /**
     * An upgrade failed; the session goes on as before.
     *
     * @param transport the candidate
     * @param cause why, or null where the candidate was closed
     */
    default void upgradeFailed(TransportType transport, @Nullable Throwable cause) {}

    /** The server's ping came, and is being answered. */
    default void pinged() {}

    /** Everything that was sent is written. */
    default void drained() {}

    /**
     * A packet came over the session's transport.
     *
     * @param packet the packet
     */
    default void received(EnginePacket packet) {}

    /**
     * Packets are about to be written.
     *
     * @param packets the packets, in order; not to be kept
     */
    default void sending(List<EnginePacket> packets) {}

    /**
     * The session is over.
     *
     * @param reason why
     * @param cause what went wrong, or null
     */
    void closed(EngineCloseReason reason, @Nullable Throwable cause);
}
