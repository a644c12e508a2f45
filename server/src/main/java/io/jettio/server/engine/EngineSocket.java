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
    EngineRequest handshake();

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
     * Sets what is told when the session has gone over to another transport, on a handler thread.
     *
     * @param listener takes the new transport
     */
    void onUpgrade(Listener<EngineTransport> listener);

    /**
     * Sets what is told each time everything that was queued is out, on a handler thread.
     *
     * @param listener takes this socket
     */
    void onDrain(Listener<EngineSocket> listener);

    /**
     * Sets what is told of each message that the outbound policy dropped, on a handler thread.
     *
     * @param listener takes the message
     */
    void onDrop(Listener<Frame> listener);

    /**
     * {@return how many messages the outbound policy has dropped}
     */
    long dropped();

    /**
     * Sends a message and tells when it has gone.
     *
     * @param message the message
     * @param done told once, on a handler thread: true when the message was written to the network, false when it never
     *     will be
     * @return what became of it for now
     */
    SendResult send(Frame message, Listener<Boolean> done);

    /**
     * Sends a message. It is queued and sent without blocking; on a closed session nothing happens.
     *
     * @param message the message
     * @return what became of it for now
     */
    SendResult send(Frame message);

    /**
     * Sends a message and says whether it may be compressed; every other {@code send} lets it be. Something that is
     * compressed already, such as an image, is better not compressed again; and a secret should not be compressed
     * together with text that an attacker chooses. Messages that share an answer of long-polling are compressed together
     * if any of them may be. A message to many sockets is compressed for each of them anew.
     *
     * @param message the message
     * @param compress whether a transport that compresses may compress it, see
     *     {@link EngineServerOptions#compression()}
     * @return what became of it for now
     */
    SendResult send(Frame message, boolean compress);

    /**
     * Sends a text message.
     *
     * @param text the message
     * @return what became of it for now
     */
    default SendResult send(String text) {
        return send(Frame.text(text));
    }

    /**
     * Sends a binary message; the bytes are copied.
     *
     * @param bytes the message
     * @return what became of it for now
     */
    default SendResult send(ByteBuffer bytes) {
        return send(Frame.binary(bytes));
    }

    /** Sends what is queued, then closes the session. Does nothing where it is closed already. */
    void close();
}
