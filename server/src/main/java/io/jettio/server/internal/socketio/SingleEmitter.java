package io.jettio.server.internal.socketio;

import io.jettio.common.run.HandlerThreads;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckEmitter;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.Flags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Emits to the one socket that is chosen, whichever node it is on. */
final class SingleEmitter extends TypedEmitter {
    private final Audience audience;
    private final BroadcastOptions options;

    SingleEmitter(Audience audience, BroadcastOptions options) {
        super(options.flags());
        this.audience = audience;
        this.options = options;
    }

    @Override
    AckEmitter with(Flags value) {
        return new SingleEmitter(audience, options.with(value));
    }

    @Override
    Payload payload(List<? extends @Nullable Object> arguments) {
        return audience.server().parser().payload(arguments);
    }

    @Override
    HandlerThreads threads() {
        return audience.server().engineCore().threads();
    }

    @Override
    public EmitResult emitAll(String event, List<? extends @Nullable Object> arguments) {
        ReservedEvents.check(event);
        return Broadcasts.emit(audience, event, payload(arguments), options);
    }

    @Override
    Cancellable ask(String event, Payload arguments, Settled settled) {
        return Broadcasts.ask(audience, event, arguments, options.with(flags.asSingle()), new FirstAck(settled));
    }
}
