package io.jettio.server.engine;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.protocol.handler.Listener;
import java.nio.ByteBuffer;

/**
 * One Engine.IO session. Every method may be called from any thread. Not for implementation by applications.
 */
public interface EngineSocket {
    /**
     * {@return the session id} It is a credential: whoever knows it can take part in the session.
     */
    String id();

    /**
     * {@return the request that opened the session}
     */
    HandshakeRequest handshake();

    /**
     * {@return the protocol version that the peer speaks}
     */
    EngineVersion version();

    /**
     * {@return the transport in use at this moment}
     */
    EngineTransport transport();

    /**
     * {@return whether messages can be sent}
     */
    boolean isOpen();

    /**
     * Sets what takes the messages, called on a handler thread in order and one at a time. Messages that arrived before
     * are kept for it.
     *
     * @param listener takes each message, text or binary
     */
    void onMessage(Listener<Frame> listener);

    /**
     * Sets what is told when the session ends, after the last message, on a handler thread, once.
     *
     * @param listener takes the reason
     */
    void onClose(Listener<EngineCloseReason> listener);

    /**
     * Sends a message. It is queued and sent without blocking; on a closed session nothing happens.
     *
     * @param message the message
     */
    void send(Frame message);

    /**
     * Sends a text message.
     *
     * @param text the message
     */
    default void send(String text) {
        send(Frame.text(text));
    }

    /**
     * Sends a binary message; the bytes are copied.
     *
     * @param bytes the message
     */
    default void send(ByteBuffer bytes) {
        send(Frame.binary(bytes));
    }

    /** Sends what is queued, then closes the session. Does nothing where it is closed already. */
    void close();
}
