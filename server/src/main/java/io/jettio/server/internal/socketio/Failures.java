package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.ErrorMapper;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.EventRefused;
import io.jettio.server.Socket.HandlerFailure;
import io.jettio.server.internal.Loggers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of what application code throws: an ack where somebody chose one, then the error hook or the log. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.SOCKETIO);

    private Failures() {}

    /** A handler failed, or an event was refused. On the lane. */
    static void ofEvent(
            ListeningSocket socket, EventPacket event, SentAck ack, @Nullable ErrorMapper own, Throwable failure) {
        acknowledge(socket, ack, own, failure);
        tell(socket, event.event(), event.arguments(), ack.isDue(), failure);
    }

    /** Answers for a failure where an ack is due: by the handler's own mapper, then by those of wider scopes. */
    private static void acknowledge(ListeningSocket socket, SentAck ack, @Nullable ErrorMapper own, Throwable failure) {
        ack.undone();
        if (!ack.isDue()) {
            return;
        }
        answer(ack, own, failure);
        for (EventRules rules = socket.rules(); rules != null && ack.isDue(); rules = rules.wider()) {
            answer(ack, rules.errorMapper(), failure);
        }
        if (failure instanceof EventRefused refused) {
            answer(ack, refusal -> List.of(Map.of("error", error(refused))), failure);
        }
    }

    /** Has one mapper answer, if it will. */
    static void answer(SentAck ack, @Nullable ErrorMapper mapper, Throwable failure) {
        ack.undone();
        if (mapper == null || !ack.isDue()) {
            return;
        }
        try {
            List<? extends @Nullable Object> arguments = mapper.acknowledge(failure);
            if (arguments != null) {
                ack.sendAll(arguments);
            }
        } catch (Exception | Error e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
        }
    }

    private static Map<String, Object> error(EventRefused refused) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", String.valueOf(refused.getMessage()));
        Object data = refused.data();
        if (data != null) {
            error.put("data", data);
        }
        return error;
    }

    /** Tells the error hook of the narrowest scope, or the log where there is none. On the lane. */
    static void tell(ListeningSocket socket, String event, Payload arguments, boolean ackDue, Throwable failure) {
        Observed observed = socket.observed();
        if (observed != null) {
            observed.failed();
        }
        Listener<HandlerFailure> hook = socket.errorHook();
        if (hook == null) {
            if (failure instanceof EventRefused) {
                LOG.debug("\"{}\" was refused", event, failure);
            } else {
                LOG.error("a handler of \"{}\" failed", event, failure);
            }
            return;
        }
        try {
            hook.on(new HandlerFailure(socket, event, arguments, ackDue, failure));
        } catch (Exception | Error e) {
            if (e != failure) {
                e.addSuppressed(failure);
            }
            LOG.error("the error hook failed", e);
        }
    }

    /** What a stage failed with, without what stages wrap around it. */
    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
