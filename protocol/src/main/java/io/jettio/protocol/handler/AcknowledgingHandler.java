package io.jettio.protocol.handler;

import io.jettio.protocol.socketio.Payload;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A handler behind which an ack goes out by itself, unless it has sent one. */
record AcknowledgingHandler(EventHandler handler, AckMode mode) implements EventHandler {
    @Override
    public @Nullable CompletionStage<?> handle(Payload arguments, Ack ack) throws Exception {
        boolean succeeded = false;
        CompletionStage<?> late = null;
        try {
            late = handler.handle(arguments, ack);
            succeeded = true;
        } finally {
            if (late == null) {
                ended(ack, succeeded);
            }
        }
        return late == null ? null : late.whenComplete((done, failure) -> ended(ack, failure == null));
    }

    private void ended(Ack ack, boolean succeeded) {
        if (mode == AckMode.ALWAYS || (mode == AckMode.ON_SUCCESS && succeeded)) {
            ack.send();
        }
    }

    @Override
    public @Nullable ErrorMapper errorMapper() {
        return handler.errorMapper();
    }
}
