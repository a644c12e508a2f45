package io.jettio.client.internal;

import io.jettio.protocol.socketio.Payload;
import java.util.function.BiConsumer;

/**
 * Who is told by a socket ahead of its listeners: on the strand, so it must be done at once and throw nothing.
 *
 * @param arrived an event arrived, before the answer of any ack behind it; its name and arguments
 * @param gaveUp the socket was to be connected, was not, and is not tried for any more, since the application or the server
 *     wanted it so: of that, no listener is told
 */
public record Ahead(BiConsumer<String, Payload> arrived, Runnable gaveUp) {
    /** Nobody. */
    static final Ahead NOBODY = new Ahead((event, arguments) -> {}, () -> {});
}
