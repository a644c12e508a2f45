package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.server.Socket.HandlerFailure;
import io.jettio.server.internal.Loggers;
import io.jettio.server.internal.run.Lane;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event on its way to its handlers. */
final class EventTask extends Lane.Task {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.SOCKETIO);

    private final DefaultSocket socket;
    private final EventPacket event;
    private final int size;

    EventTask(DefaultSocket socket, EventPacket event, int size) {
        this.socket = socket;
        this.event = event;
        this.size = size;
    }

    @Override
    protected void run() {
        try {
            if (socket.hasDeparted()) {
                return; // it overtook the end on its way here
            }
            SentAck ack = new SentAck(socket, event.id());
            for (HandlerTable.Entry entry : socket.handlers().entries()) {
                if (entry.event.equals(event.event()) && !entry.removed) {
                    call(entry, ack);
                }
            }
        } finally {
            socket.connection().inflow().handled(size);
        }
    }

    private void call(HandlerTable.Entry entry, SentAck ack) {
        try {
            CompletionStage<?> late = entry.handler.handle(event.arguments(), ack);
            if (late != null) {
                watch(late, ack);
            }
        } catch (Exception | Error e) {
            report(socket, event.event(), ack.isDue(), e);
        }
    }

    /** A late answer that fails goes to the error hook like any other failure, on the lane. */
    private void watch(CompletionStage<?> late, SentAck ack) {
        CompletionStage<?> unused = late.whenComplete((done, failure) -> {
            if (failure != null) {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                socket.lane().add(() -> report(socket, event.event(), ack.isDue(), cause));
            }
        });
    }

    /** Tells the error hook, or the log where there is none. */
    static void report(ListeningSocket socket, String event, boolean ackDue, Throwable failure) {
        Listener<HandlerFailure> hook = socket.errorHook();
        if (hook == null) {
            LOG.error("a handler of \"{}\" failed", event, failure);
            return;
        }
        try {
            hook.on(new HandlerFailure(socket, event, ackDue, failure));
        } catch (Exception | Error e) {
            e.addSuppressed(failure);
            LOG.error("the error hook failed", e);
        }
    }
}
