package io.jettio.server.internal.engine;

import io.jettio.common.run.FlushScope;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.engine.SendResult;
import io.jettio.server.internal.PacketLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The side of a session that sends. Any thread appends under the session's lock; whoever finds the transport free claims
 * it, takes a batch, and writes outside the lock, so that batches never overlap and the queue's order is the wire's.
 */
final class Sender {
    /** What waits to go out of a session, what is under way included. */
    record Queued(int packets, int bytes) {}

    private final EngineSession session;
    private final Reading reading;
    private final OutboundPolicy usual;

    // Guarded by the session's lock.
    private final OutboundWatch watch;
    private final Outbox outbox;
    private @Nullable FlushScope deferredIn;

    Sender(EngineSession session, Reading reading, EngineCore core) {
        this.session = session;
        this.reading = reading;
        this.usual = core.options().outboundPolicy();
        this.watch = new OutboundWatch(session, reading, core.deadlines(), core.options());
        this.outbox = new Outbox(core.options(), watch);
    }

    // ---------------------------------------------------------------- under the session's lock

    /** Appends what is bounded by nothing: the protocol's own. */
    void append(Outbound own) {
        outbox.append(own);
    }

    /** No more is taken; what waits goes out within the write-stall timeout. */
    void closing() {
        watch.closing();
    }

    /** Nothing goes out any more; what waited is handed back. */
    List<Outbound> end() {
        watch.stop();
        return outbox.clear();
    }

    // ---------------------------------------------------------------- without it

    /**
     * Queues what goes out whole, with nothing between its packets.
     *
     * @param origin who sends, whose messages are refused when it is over, also when it ends meanwhile; null for nobody
     * @param later takes what is to follow outside of all locks, where the caller holds some; null where that follows here
     */
    SendResult send(Outbound message, @Nullable Origin origin, @Nullable List<Runnable> later) {
        FlushScope scope = FlushScope.current();
        OutboundPolicy policy = message.policy(usual);
        if (message.droppable() && policy.kind() == OutboundPolicy.Kind.COALESCE) {
            message.findKey(policy);
        }
        List<Outbound> dropped = List.of();
        boolean open;
        boolean mayLive = true;
        boolean flush;
        Transport toReadOn = null;
        synchronized (session) {
            open = session.isOpen() && (origin == null || !origin.isOver());
            boolean busy = message.ifWritable() && !isReady();
            if (!open) {
                mayLive = false; // and nobody is called under the lock
            } else if (busy) {
                dropped = List.of(message);
            } else if (watch.admits(message.packets().size(), message.bytes()) && !outbox.coalesces(message)) {
                outbox.append(message);
            } else {
                dropped = new ArrayList<>(1);
                mayLive = outbox.offer(message, dropped);
                toReadOn = readOnIfTaken();
            }
            flush = mayLive && !busy && (scope == null || deferredIn != scope);
            if (flush) {
                deferredIn = scope;
            }
        }
        if (flush && scope != null) {
            scope.defer(session);
            flush = false;
        }
        if (later == null) {
            return follow(message, flush, toReadOn, dropped, open, mayLive);
        }
        later.add(after(message, flush, toReadOn, dropped, open, mayLive));
        return !open || !mayLive
                ? SendResult.REFUSED
                : dropped.contains(message) ? SendResult.DROPPED : SendResult.ACCEPTED;
    }

    private Runnable after(
            Outbound message,
            boolean flush,
            @Nullable Transport toReadOn,
            List<Outbound> dropped,
            boolean open,
            boolean mayLive) {
        return () -> {
            SendResult unused = follow(message, flush, toReadOn, dropped, open, mayLive);
        };
    }

    /** Does what follows from queueing a message; the caller holds no lock. */
    private SendResult follow(
            Outbound message,
            boolean flush,
            @Nullable Transport toReadOn,
            List<Outbound> dropped,
            boolean open,
            boolean mayLive) {
        if (flush) {
            flush();
        }
        if (toReadOn != null) {
            toReadOn.readOn();
        }
        if (!open) {
            return refused(message);
        }
        if (!mayLive) {
            dropped.remove(message);
            tellDropped(dropped, message);
            session.end(EngineCloseReason.SLOW_CONSUMER, false);
            return refused(message);
        }
        return dropped.isEmpty() ? SendResult.ACCEPTED : tellDropped(dropped, message);
    }

    /** Whether a message would go out at once. */
    private boolean isReady() {
        Transport on = session.transport();
        return on != null && on.ready();
    }

    static SendResult refused(Outbound message) {
        if (message.done() != null) {
            message.done().accept(false);
        }
        return SendResult.REFUSED;
    }

    private SendResult tellDropped(List<Outbound> dropped, Outbound message) {
        SendResult result = SendResult.ACCEPTED;
        for (Outbound gone : dropped) {
            if (gone == message) {
                result = SendResult.DROPPED;
            }
            if (gone.done() != null) {
                gone.done().accept(false);
            }
            Observers observers = session.observers();
            if (observers != null) {
                int bytes = gone.bytes();
                int packets = gone.packets().size();
                observers.tell(each -> each.dropped(session.number(), packets, bytes));
            }
            SessionListener told = session.listener();
            if (told != null) { // not while the session opens
                told.onDropped(gone.packets().get(0).data());
            }
        }
        return result;
    }

    /** Whether the queue is below the mark from which on a peer counts as slow. */
    boolean isWritable() {
        synchronized (session) {
            return session.isOpen() && !watch.isAboveMark();
        }
    }

    /** What waits now. */
    Queued queued() {
        synchronized (session) {
            return watch.queued();
        }
    }

    /** Queues a ping, unless one waits to go out already: a client that takes nothing is not asked again and again. */
    void ping() {
        synchronized (session) {
            if (session.closed() || outbox.holds(EnginePacket.PING)) {
                return;
            }
            outbox.append(Outbound.kept(List.of(EnginePacket.PING)));
        }
        flush();
    }

    /** Sends what waits, as far as the transport takes it. */
    void flush() {
        while (true) {
            Transport to;
            Outbox.Batch batch = null;
            synchronized (session) {
                deferredIn = null;
                to = session.writesTo();
                if (to == null) {
                    return;
                }
                if (outbox.isEmpty()) {
                    if (session.isOpen() || to.busy()) {
                        return;
                    }
                } else if (to.begin()) {
                    batch = outbox.take(to.batchBytes());
                } else {
                    return;
                }
            }
            if (batch == null) {
                session.end(session.closingFor(), true); // everything is out
                return;
            }
            if (PacketLog.isOn()) {
                batch.packets().forEach(packet -> PacketLog.packet("sent", packet.type(), packet.data()));
            }
            if (!to.write(batch)) {
                return;
            }
            wrote(to, batch);
        }
    }

    /**
     * Sends what waits, unless more is being added to it: a batch of handlers ends with a flush of its own, and a poll
     * that comes meanwhile is to have all of it.
     */
    void flushUnlessDeferred() {
        synchronized (session) {
            if (deferredIn != null) {
                return;
            }
        }
        flush();
    }

    /** A batch that was not done at once is done now. */
    void written(Transport by, Outbox.Batch batch) {
        wrote(by, batch);
        flush();
    }

    /** A batch will never be out, and its transport is of no use any more. */
    void notWritten(Transport by, Outbox.Batch batch) {
        batch.done().forEach(done -> done.accept(false));
        session.transportFailed(by);
    }

    private void wrote(Transport by, Outbox.Batch batch) {
        Observers observers = session.observers();
        Queued left = null;
        boolean drained;
        Transport toReadOn;
        synchronized (session) {
            by.end();
            watch.drained(batch.packets().size(), batch.bytes());
            toReadOn = readOnIfTaken();
            drained = session.isOpen() && outbox.isEmpty();
            if (observers != null) {
                left = watch.queued();
            }
        }
        if (toReadOn != null) {
            toReadOn.readOn();
        }
        if (observers != null && left != null) {
            tellWritten(observers, batch, left);
        }
        batch.done().forEach(done -> done.accept(true));
        if (drained) {
            Objects.requireNonNull(session.listener()).onDrained();
        }
    }

    private void tellWritten(Observers observers, Outbox.Batch batch, Queued left) {
        List<EnginePacket> packets = batch.packets();
        for (EnginePacket packet : packets) {
            int bytes = packet.data().size();
            observers.tell(each -> each.sent(session.number(), packet.type(), bytes));
        }
        observers.tell(
                each -> each.flushed(session.number(), packets.size(), batch.bytes(), left.packets(), left.bytes()));
    }

    /** Under the lock: reads on when the peer has taken enough; the transport that is to be told so outside the lock. */
    private @Nullable Transport readOnIfTaken() {
        return watch.isAboveMark() ? null : reading.resume(Reading.FOR_OUTBOUND, session.transport());
    }
}
