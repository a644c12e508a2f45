package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.TransportType;
import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.OpenData;
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

    /** The server has sent a ping. */
    default void pinged() {}

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
     * The session is over.
     *
     * @param reason why
     * @param cause what went wrong, or null
     */
    void closed(EngineCloseReason reason, @Nullable Throwable cause);
}
