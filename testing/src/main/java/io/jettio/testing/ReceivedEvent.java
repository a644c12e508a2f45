package io.jettio.testing;

import io.jettio.protocol.socketio.Payload;
import org.jspecify.annotations.Nullable;

/**
 * An event that came to a client.
 *
 * @param event its name
 * @param arguments its arguments
 */
public record ReceivedEvent(String event, Payload arguments) {
    /**
     * {@return an argument}
     *
     * @param index its place, from 0
     * @param type what it is to be mapped to
     * @param <T> what it is to be mapped to
     * @throws io.jettio.protocol.json.JsonException if it does not fit, or there is none at that place
     */
    public <T> @Nullable T get(int index, Class<T> type) {
        return arguments.get(index, type);
    }

    /** {@return the name and the arguments as JSON, attachments as placeholders} */
    @Override
    public String toString() {
        return event + arguments.json();
    }
}
