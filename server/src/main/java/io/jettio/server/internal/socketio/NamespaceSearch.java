package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.common.run.Lane;
import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.server.ConnectRefused;
import io.jettio.server.Handshake;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a connection's table for a namespace that is not declared, while dynamic namespaces are asked for it, one
 * after the other, on a lane of its own.
 */
final class NamespaceSearch {
    private final Connection connection;
    private final Namespaces namespaces;
    private final String name;
    private final Handshake handshake;
    private final Lane lane;

    @GuardedBy("this")
    private boolean over;

    @GuardedBy("this")
    private @Nullable Deadline deadline;

    NamespaceSearch(Connection connection, Namespaces namespaces, ConnectPacket packet, Handshake handshake) {
        this.connection = connection;
        this.namespaces = namespaces;
        this.name = packet.namespace();
        this.handshake = handshake;
        this.lane = new Lane(namespaces.server().engineCore().threads());
    }

    String name() {
        return name;
    }

    Handshake handshake() {
        return handshake;
    }

    void begin() {
        DeadlineQueue deadlines = namespaces.server().engineCore().deadlines();
        long patience = namespaces.server().options().connectTimeout().toNanos();
        synchronized (this) {
            if (over) {
                return; // the connection has ended
            }
            deadline = deadlines.schedule(deadlines.now() + patience, this::timedOut);
        }
        lane.add(this::search);
    }

    private void search() {
        DefaultNamespace known = namespaces.find(name);
        DefaultDynamicNamespace parent = known == null ? null : known.parent();
        judge((parent == null ? namespaces.parents() : List.of(parent)).iterator());
    }

    /** Asks the rest, while none of them has to be waited for. */
    private void judge(Iterator<DefaultDynamicNamespace> rest) {
        while (rest.hasNext()) {
            if (isOver()) {
                return; // nobody waits for what the others would say
            }
            DefaultDynamicNamespace parent = rest.next();
            CompletionStage<Boolean> stage;
            try {
                stage = parent.judge(name, handshake);
            } catch (Exception | Error e) {
                failed(e);
                return;
            }
            if (stage == DefaultDynamicNamespace.YES) {
                accepted(parent);
                return;
            }
            if (stage != DefaultDynamicNamespace.NO) {
                waitFor(stage, parent, rest);
                return;
            }
        }
        refuse(Refusals.invalid());
    }

    private void waitFor(
            CompletionStage<Boolean> stage, DefaultDynamicNamespace parent, Iterator<DefaultDynamicNamespace> rest) {
        CompletionStage<?> unused =
                stage.whenComplete((yes, failure) -> lane.add(() -> judged(parent, rest, yes, failure)));
    }

    private void judged(
            DefaultDynamicNamespace parent,
            Iterator<DefaultDynamicNamespace> rest,
            @Nullable Boolean yes,
            @Nullable Throwable failure) {
        if (isOver()) {
            return;
        }
        if (failure != null) {
            failed(Failures.unwrapped(failure));
        } else if (yes == null) {
            failed(new NullPointerException("what a namespace's predicate completed with"));
        } else if (yes) {
            accepted(parent);
        } else {
            judge(rest);
        }
    }

    private void accepted(DefaultDynamicNamespace parent) {
        DefaultNamespace namespace;
        try {
            namespace = isOver() ? null : namespaces.enter(parent, name);
        } catch (RuntimeException e) {
            failed(e); // no adapter
            return;
        }
        if (namespace == null) {
            refuse(parent.isClosed() ? Refusals.invalid() : new ConnectRefused("Too many dynamic namespaces"));
        } else if (namespace.parent() != null && namespace.parent() != parent) {
            // Another client was quicker, and it belongs to somebody else, who has to be asked.
            namespace.leave();
            search();
        } else if (end()) {
            connection.found(this, namespace);
        } else {
            namespace.leave();
        }
    }

    private void failed(Throwable failure) {
        refuse(Refusals.of(failure, "the predicate of a dynamic namespace"));
    }

    /** A predicate that still blocks has its thread, so the search counts in its connection until that returns. */
    private void timedOut() {
        refuse(new ConnectRefused("Connect timeout"), () -> lane.add(connection::laneEnded));
    }

    private void refuse(ConnectRefused refusal) {
        refuse(refusal, connection::laneEnded);
    }

    private void refuse(ConnectRefused refusal, Runnable discount) {
        if (end()) {
            discount.run();
            if (connection.foundNothing(this)) {
                Refusals.send(connection, name, refusal);
            }
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** Ends the search; whether this was it. What predicates still say does not matter any more. */
    boolean end() {
        Deadline armed;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            armed = deadline;
        }
        if (armed != null) {
            namespaces.server().engineCore().deadlines().cancel(armed);
        }
        return true;
    }
}
