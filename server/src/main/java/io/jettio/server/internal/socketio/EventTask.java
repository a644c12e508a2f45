package io.jettio.server.internal.socketio;

import io.jettio.common.run.Lane;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.server.EventInterceptor;
import io.jettio.server.RateLimit;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One event on its way to its handlers. */
final class EventTask extends Lane.Task {
    private final DefaultSocket socket;
    private final EventPacket event;
    private final int size;
    private final @Nullable RateLimit exceeded;

    EventTask(DefaultSocket socket, EventPacket event, int size, @Nullable RateLimit exceeded) {
        this.socket = socket;
        this.event = event;
        this.size = size;
        this.exceeded = exceeded;
    }

    @Override
    protected void run() {
        try {
            if (socket.hasDeparted()) {
                return; // it overtook the end on its way here
            }
            if (exceeded != null) {
                beyond(exceeded);
                return;
            }
            Repeats repeats = socket.namespace().repeats();
            if (repeats == null) {
                handle(null);
            } else {
                handleOnce(repeats);
            }
        } finally {
            socket.connection().inflow().handled(size);
        }
    }

    /** Handles the event unless it is a repeat. */
    private void handleOnce(Repeats repeats) {
        String key;
        try {
            key = repeats.options().key().of(socket, event.event(), event.arguments());
        } catch (Exception | Error e) {
            Failures.ofEvent(socket, event, SentAck.of(socket, event.id(), null), null, e);
            return;
        }
        if (key == null) {
            handle(null);
            return;
        }
        Repeats.First first = repeats.begin(key, socket, event);
        if (first != null) {
            handle(first);
        }
    }

    private void handle(Repeats.@Nullable First first) {
        socket.tellAny(event);
        EventInterceptor[] interceptors = socket.interceptors();
        if (interceptors.length == 0) {
            callHandlers(SentAck.of(socket, event.id(), first));
        } else {
            new InterceptedEvent(socket, event, interceptors, first).begin();
        }
    }

    private void callHandlers(SentAck ack) {
        Observed observed = socket.observed();
        long began = observed == null ? 0 : observed.now();
        int called = 0;
        HandlerTable handlers = socket.handlers();
        for (HandlerTable.Entry entry : handlers.entries()) {
            if (handlers.takes(entry, event.event())) {
                called++;
                call(entry.handler, ack);
            }
        }
        if (called == 0) {
            ack.undone();
        }
        if (observed != null) {
            observed.handled(event.event(), called, began);
        }
    }

    private void call(EventHandler handler, SentAck ack) {
        try {
            CompletionStage<?> late = handler.handle(event.arguments(), ack);
            if (late != null) {
                watch(late, handler, ack);
            }
        } catch (Exception | Error e) {
            Failures.ofEvent(socket, event, ack, handler.errorMapper(), e);
        }
    }

    /** A late answer that fails is a failure like any other, on the lane. */
    private void watch(CompletionStage<?> late, EventHandler handler, SentAck ack) {
        CompletionStage<?> unused = late.whenComplete((done, failure) -> {
            if (failure != null) {
                socket.lane()
                        .add(() -> Failures.ofEvent(
                                socket, event, ack, handler.errorMapper(), Failures.unwrapped(failure)));
            }
        });
    }

    /** The event found no token. */
    private void beyond(RateLimit limit) {
        RateLimit.Verdict verdict;
        try {
            verdict = limit.hook().decide(socket, event.event(), event.arguments());
            if (verdict.kind() == RateLimit.Verdict.Kind.ACK) {
                SentAck.of(socket, event.id(), null).sendAll(verdict.ackArguments());
            }
        } catch (Exception | Error e) {
            Failures.tell(socket, event.event(), event.arguments(), event.wantsAck(), e);
            return;
        }
        switch (verdict.kind()) {
            case DISCONNECT -> socket.disconnect();
            case DISCONNECT_ALL -> socket.disconnectAll();
            case DROP, ACK -> {
                // nothing more
            }
        }
    }
}
