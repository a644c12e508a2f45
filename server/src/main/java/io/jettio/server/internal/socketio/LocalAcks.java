package io.jettio.server.internal.socketio;

import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckException;
import io.jettio.server.adapter.AckSink;
import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.LocalSocket;
import io.jettio.server.engine.SendResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The waits for the acks of one broadcast: one ack id and one encoding for all sockets, one deadline, and an entry in
 * each socket's table, so that a disconnect ends its wait at once.
 */
final class LocalAcks implements Cancellable {
    private final DeadlineQueue deadlines;
    private final AckSink sink;
    private final long id;
    private final EmittingSocket[] asked;
    private final AtomicInteger open;
    private final AtomicInteger unanswered;
    private final Deadline deadline;

    /** Whether nobody is waited for any more, though not all may have been asked. */
    private volatile boolean over;

    private LocalAcks(DefaultNamespace namespace, List<? extends LocalSocket> sockets, AckSink sink) {
        this.deadlines = namespace.server().engineCore().deadlines();
        this.sink = sink;
        this.id = namespace.nextAckId();
        this.asked = sockets.toArray(new EmittingSocket[0]);
        this.open = new AtomicInteger(asked.length + 1); // one for ourselves, while we ask
        this.unanswered = new AtomicInteger(asked.length);
        this.deadline = deadlines.unarmed(this::expire);
    }

    /** Asks some sockets. */
    static Cancellable ask(
            DefaultNamespace namespace,
            List<? extends LocalSocket> sockets,
            EventPacket packet,
            Flags flags,
            Duration timeout,
            AckSink sink) {
        LocalAcks acks = new LocalAcks(namespace, sockets, sink);
        sink.nodeCount(acks.asked.length);
        if (acks.asked.length > 0 && !timeout.isZero()) {
            acks.deadlines.reschedule(acks.deadline, acks.deadlines.now() + timeout.toNanos());
        }
        EventPacket asking = new EventPacket(packet.namespace(), acks.id, packet.event(), packet.arguments());
        Outgoing outgoing = new Outgoing(namespace.server().parser(), asking, flags);
        for (EmittingSocket socket : acks.asked) {
            acks.ask(socket, outgoing, flags);
        }
        acks.ended();
        return acks;
    }

    private void ask(EmittingSocket socket, Outgoing outgoing, Flags flags) {
        AckTable table = socket.acks();
        socket.connection().inflow().ackAwaited();
        if (!table.await(id, SocketEmitter.Owed.of(socket, (answer, reason) -> settle(socket.id(), answer, reason)))) {
            return;
        }
        if (over) {
            table.fail(id, AckException.Reason.TIMEOUT); // whoever ended the others may have come before this one
            return;
        }
        SendResult result = socket.deliver(outgoing, Outgoing.failing(socket, table, id, flags));
        if (result != SendResult.ACCEPTED) {
            table.fail(id, Outgoing.reason(result));
        }
    }

    private void settle(String sid, @Nullable Payload answer, AckException.Reason reason) {
        if (answer != null) {
            unanswered.decrementAndGet();
            sink.ack(sid, answer);
        } else {
            sink.gone(sid, gone(reason));
        }
        ended();
    }

    private void ended() {
        if (open.decrementAndGet() == 0) {
            deadlines.cancel(deadline);
            sink.done(unanswered.get() == 0);
        }
    }

    private void expire() {
        over = true;
        for (EmittingSocket socket : asked) {
            socket.acks().fail(id, AckException.Reason.TIMEOUT);
        }
    }

    @Override
    public void cancel() {
        expire();
    }

    private static AckSink.Gone gone(AckException.Reason reason) {
        return switch (reason) {
            case TIMEOUT, UNFIT -> AckSink.Gone.TIMEOUT;
            case DISCONNECTED -> AckSink.Gone.DISCONNECTED;
            case TOO_MANY_PENDING -> AckSink.Gone.TOO_MANY_PENDING;
            case DROPPED -> AckSink.Gone.DROPPED;
        };
    }

    /** The other way about. */
    static AckException.Reason reason(AckSink.Gone why) {
        return switch (why) {
            case TIMEOUT -> AckException.Reason.TIMEOUT;
            case DISCONNECTED -> AckException.Reason.DISCONNECTED;
            case TOO_MANY_PENDING -> AckException.Reason.TOO_MANY_PENDING;
            case DROPPED -> AckException.Reason.DROPPED;
        };
    }
}
