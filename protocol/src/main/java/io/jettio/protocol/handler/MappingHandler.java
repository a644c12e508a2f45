package io.jettio.protocol.handler;

import io.jettio.protocol.socketio.Payload;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A handler that knows how its failures are acknowledged. */
record MappingHandler(EventHandler handler, ErrorMapper errorMapper) implements EventHandler {
    @Override
    public @Nullable CompletionStage<?> handle(Payload arguments, Ack ack) throws Exception {
        return handler.handle(arguments, ack);
    }
}
