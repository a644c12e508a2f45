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
     * The server's ping came; it is answered whether this returns or not.
     *
     * @param socket the session
     */
    default void onPing(EngineSocket socket) {}

    /**
     * Everything that was sent is written.
     *
     * @param socket the session
     */
    default void onDrain(EngineSocket socket) {}

    /**
     * An upgrade begins: another transport is being probed.
     *
     * @param socket the session
     * @param transport the candidate
     */
    default void onUpgrading(EngineSocket socket, TransportType transport) {}

    /**
     * An upgrade failed; the session goes on over the transport that it has.
     *
     * @param socket the session
     * @param transport the candidate
     * @param cause what went wrong, empty where the server closed the candidate
     */
    default void onUpgradeError(EngineSocket socket, TransportType transport, Optional<Throwable> cause) {}

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
     * @param cause what went wrong, an {@link EngineException} in so far as the network or the server is to blame; empty
     *     after an orderly close
     */
    default void onClose(EngineSocket socket, EngineCloseReason reason, Optional<Throwable> cause) {}
}
