package io.jettio.client.engine;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.OpenData;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One Engine.IO session. It never reconnects: open another one. Every method may be called from any thread.
 *
 * <p>Not for implementation by applications.
 */
public interface EngineSocket {
    /**
     * Sends a message. Before the session is open, messages wait; what one thread sends keeps its order, also across
     * an upgrade. After the end of the session messages are dropped.
     *
     * @param message text or binary
     * @throws IllegalStateException if {@link EngineOptions#maxBufferedBytes()} or
     *     {@link EngineOptions#maxBufferedPackets()} is reached; the message is not sent
     */
    void send(Frame message);

    /**
     * Tells when everything that was sent before is written. Nothing is held back, so that sending needs no flush.
     *
     * @return completes on a thread for listeners once all is handed to the network; completes with an
     *     {@link EngineException} where the session ends before
     */
    CompletionStage<Void> flush();

    /**
     * {@return the session id, empty before the handshake} It is a credential.
     */
    Optional<String> id();

    /**
     * {@return what the server told in the handshake, ping interval and timeout among it; empty before that}
     */
    Optional<OpenData> handshake();

    /**
     * {@return the transport in use, or the one that is being opened}
     */
    TransportType transport();

    /**
     * {@return whether the handshake is done and the session not yet closed}
     */
    boolean isOpen();

    /**
     * {@return how many bytes of messages are accepted but not yet written}
     */
    long bufferedBytes();

    /**
     * Sends what is buffered, then closes; at the latest after {@link EngineOptions#closeTimeout()}. Returns at once,
     * {@link EngineListener#onClose} tells the end. Further calls do nothing.
     */
    void close();
}
