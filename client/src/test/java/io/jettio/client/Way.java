package io.jettio.client;

import io.jettio.client.engine.TransportType;
import java.util.function.Consumer;

/** How a test reaches the server. */
enum Way {
    POLLING,
    WEBSOCKET,
    UPGRADE;

    Consumer<ManagerOptions.Builder> options() {
        return options -> {
            if (this != UPGRADE) {
                options.transports(TransportType.valueOf(name()));
            }
        };
    }

    /** The options of this way and others. */
    Consumer<ManagerOptions.Builder> and(Consumer<ManagerOptions.Builder> others) {
        return options().andThen(others);
    }
}
