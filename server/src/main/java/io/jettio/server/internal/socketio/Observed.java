package io.jettio.server.internal.socketio;

import io.jettio.common.time.DeadlineQueue;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckException;
import io.jettio.server.DisconnectReason;
import io.jettio.server.internal.engine.EngineCore;
import io.jettio.server.internal.engine.Observers;
import io.jettio.server.observe.ServerObserver;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What observers are told of one socket; there is none of these where there are no observers. */
final class Observed {
    private final Observers observers;
    private final DeadlineQueue clock;
    private final long connection;
    private final ListeningSocket socket;

    private Observed(Observers observers, DeadlineQueue clock, ListeningSocket socket) {
        this.observers = observers;
        this.clock = clock;
        this.connection = socket.connection().session().number();
        this.socket = socket;
    }

    /** For a socket; null where nobody is told. */
    static @Nullable Observed of(ListeningSocket socket) {
        EngineCore engine = socket.namespace().server().engineCore();
        Observers observers = engine.observers();
        return observers == null ? null : new Observed(observers, engine.deadlines(), socket);
    }

    /** Someone was not let in. */
    static void refused(Connection connection, @Nullable Observers observers) {
        if (observers != null) {
            long number = connection.session().number();
            observers.tell(each -> each.refused(number));
        }
    }

    long now() {
        return clock.now();
    }

    private void tell(Consumer<ServerObserver> what) {
        observers.tell(what);
    }

    private String namespace() {
        return socket.namespace().name();
    }

    void connected() {
        tell(each -> each.connected(connection, namespace(), socket.id()));
    }

    void disconnected(DisconnectReason reason) {
        tell(each -> each.disconnected(connection, namespace(), socket.id(), reason.toString()));
    }

    /** So many handlers of an event have returned, which began then. */
    void handled(String event, int handlers, long began) {
        if (handlers == 0) {
            tell(each -> each.unhandled(connection, namespace()));
        } else {
            long took = now() - began;
            tell(each -> each.handled(connection, namespace(), event, took));
        }
    }

    void failed() {
        tell(each -> each.failed(connection, namespace()));
    }

    void ackSent(long began) {
        long took = now() - began;
        tell(each -> each.ackSent(connection, namespace(), took));
    }

    /** A wait for an ack whose end is told, too. */
    Settled watched(Settled settled) {
        long began = now();
        return (answer, reason) -> {
            ackEnded(answer, reason, began);
            settled.ended(answer, reason);
        };
    }

    private void ackEnded(@Nullable Payload answer, AckException.Reason reason, long began) {
        if (answer == null) {
            String why = reason.name().toLowerCase(Locale.ROOT);
            tell(each -> each.ackMissed(connection, namespace(), why));
        } else {
            long took = now() - began;
            tell(each -> each.ackReceived(connection, namespace(), took));
        }
    }
}
