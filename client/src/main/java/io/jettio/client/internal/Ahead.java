package io.jettio.client.internal;

import io.jettio.protocol.socketio.Payload;

/** Is told by a socket ahead of its listeners: on the strand, so it must be done at once and throw nothing. */
public interface Ahead {
    /** Nobody. */
    Ahead NOBODY = new Ahead() {
        @Override
        public void arrived(String event, Payload arguments) {}

        @Override
        public void gaveUp() {}
    };

    /**
     * An event arrived, before the answer of any ack behind it.
     *
     * @param event its name
     * @param arguments its arguments
     */
    void arrived(String event, Payload arguments);

    /** The socket was to be connected, was not, and is not tried for any more; no listener is told, since somebody wanted it. */
    void gaveUp();
}
