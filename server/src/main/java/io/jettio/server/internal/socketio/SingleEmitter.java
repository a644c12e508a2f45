package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckEmitter;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.Flags;
import io.jettio.server.internal.run.HandlerThreads;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Emits to the one socket that is chosen, whichever node it is on. */
final class SingleEmitter extends TypedEmitter {
    private final DefaultNamespace namespace;
    private final BroadcastOptions options;

    SingleEmitter(DefaultNamespace namespace, BroadcastOptions options) {
        super(options.flags());
        this.namespace = namespace;
        this.options = options;
    }

    @Override
    AckEmitter with(Flags value) {
        return new SingleEmitter(namespace, options.with(value));
    }

    @Override
    Payload payload(List<? extends @Nullable Object> arguments) {
        return namespace.server().parser().payload(arguments);
    }

    @Override
    HandlerThreads threads() {
        return namespace.server().engineCore().threads();
    }

    @Override
    public EmitResult emitAll(String event, List<? extends @Nullable Object> arguments) {
        return namespace.broadcast(event, arguments, options);
    }

    @Override
    Cancellable ask(String event, Payload arguments, Settled settled) {
        return namespace
                .adapter()
                .broadcastWithAck(
                        new EventPacket(namespace.name(), Packet.NO_ID, event, arguments),
                        options.with(flags.asSingle()),
                        namespace.ackTimeout(flags),
                        new FirstAck(settled));
    }
}
