package io.jettio.client.engine;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.OpenData;
import java.util.Optional;

/**
 * Told what happens to one session: {@link #onOpen} at most once, then messages, then {@link #onClose} exactly once.
 * Calls never overlap, keep their order, and may block without holding back the heartbeat. What a method throws is
 * logged and changes nothing.
 */
public interface EngineListener {
    /**
     * The handshake is done; messages may be sent. An upgrade, if any, begins now.
     *
     * @param socket the session
     * @param handshake what the server told
     */
    default void onOpen(EngineSocket socket, OpenData handshake) {}

    /**
     * A message arrived.
     *
     * @param socket the session
     * @param message text or binary
     */
    void onMessage(EngineSocket socket, Frame message);

    /**
     * The session goes on over another transport.
     *
     * @param socket the session
     * @param transport the transport from now on
     */
    default void onUpgrade(EngineSocket socket, TransportType transport) {}

    /**
     * The session is over, or could not be opened.
     *
     * @param socket the session
     * @param reason why
     * @param cause what went wrong, empty after an orderly close
     */
    default void onClose(EngineSocket socket, EngineCloseReason reason, Optional<Throwable> cause) {}
}
