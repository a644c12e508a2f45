package io.jettio.client.internal;

import io.jettio.client.Socket;
import io.jettio.client.Socket.HandlerFailure;
import io.jettio.protocol.handler.ErrorMapper;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Payload;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of what a socket's application code throws: an ack where somebody chose one, then the error listeners, or
 * the log. Thread-safe.
 */
final class HandlerFailures {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerFailures.class);

    private final Socket socket;
    private final Listeners<Listener<HandlerFailure>> listeners = new Listeners<>();
    private volatile @Nullable ErrorMapper mapper;

    HandlerFailures(Socket socket) {
        this.socket = socket;
    }

    Registration onError(Listener<HandlerFailure> listener) {
        return listeners.add(listener);
    }

    void mapErrors(ErrorMapper value) {
        mapper = Objects.requireNonNull(value, "mapper");
    }

    /** A handler of an event failed. Lane. */
    void ofEvent(String event, Payload arguments, EventAck ack, @Nullable ErrorMapper own, Throwable failure) {
        answer(ack, own, failure);
        answer(ack, mapper, failure);
        tell(event, arguments, ack.isDue(), failure);
    }

    private static void answer(EventAck ack, @Nullable ErrorMapper mapper, Throwable failure) {
        if (mapper == null || !ack.isDue()) {
            return;
        }
        try {
            List<? extends @Nullable Object> arguments = mapper.acknowledge(failure);
            if (arguments != null) {
                ack.sendAll(arguments);
            }
        } catch (Throwable again) {
            // Whatever a mapper throws: the failure that it was asked about is told in any case.
            if (again != failure) {
                failure.addSuppressed(again);
            }
        }
    }

    /** A listener to something else than an event failed. Lane. */
    void tell(String what, Throwable failure) {
        tell(what, socket.manager().options().parser().payload(List.of()), false, failure);
    }

    /** Lane. */
    void tell(String event, Payload arguments, boolean ackDue, Throwable cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (listeners.isEmpty()) {
            LOG.warn("a listener of event {} failed", event, cause);
            return;
        }
        HandlerFailure failure = new HandlerFailure(socket, event, arguments, ackDue, cause);
        for (Listeners.Entry<Listener<HandlerFailure>> entry : listeners.all()) {
            try {
                entry.listener().on(failure);
            } catch (Throwable again) {
                // Whatever an application throws, an Error included, ends its listener and nothing else.
                LOG.warn("an error listener failed", again);
            }
        }
    }

    /** What a stage failed with, without what stages wrap around it. */
    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
