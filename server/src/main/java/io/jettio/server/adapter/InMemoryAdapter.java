package io.jettio.server.adapter;

import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of one node. Who is meant by a broadcast is a snapshot, so that nothing is sent under the lock.
 *
 * <p>Where clients are to be recovered, it keeps the last events in a log, and the sessions of sockets whose connection
 * was lost. Then an event gets its place in the log, its receivers are chosen, and it is queued for them under one lock, so
 * that each receiver's queue has the order of the log; it is sent outside that lock all the same.
 */
public final class InMemoryAdapter implements Adapter {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);
    private static final CompletionStage<Receipt> NOBODY =
            CompletableFuture.completedStage(new Receipt(EmitResult.NOBODY, "", false));
    private static final CompletionStage<Receipt> REFUSED =
            CompletableFuture.completedStage(new Receipt(EmitResult.REFUSED, "", false));

    private final LocalSockets sockets;

    // Guarded by this adapter as a lock.

    private final Rooms rooms;
    private final @Nullable Recovery recovery; // null where clients are not recovered

    /**
     * Makes an adapter without sockets.
     *
     * @param sockets the namespace's sockets
     */
    public InMemoryAdapter(LocalSockets sockets) {
        this.sockets = sockets;
        this.rooms = new Rooms(sockets);
        this.recovery = sockets.recovery()
                .map(options -> new Recovery(this, sockets, options))
                .orElse(null);
    }

    @Override
    public CompletionStage<Void> init() {
        return DONE;
    }

    @Override
    public synchronized CompletionStage<Void> close() {
        if (recovery != null) {
            recovery.close();
        }
        return DONE;
    }

    // ---------------------------------------------------------------- sockets and their rooms

    @Override
    public synchronized void add(LocalSocket socket) {
        rooms.add(socket);
    }

    @Override
    public synchronized CompletionStage<Void> addAll(String sid, Collection<String> names) {
        rooms.addAll(sid, names);
        return DONE;
    }

    @Override
    public synchronized CompletionStage<Void> del(String sid, String room) {
        rooms.del(sid, room);
        return DONE;
    }

    @Override
    public synchronized CompletionStage<Void> delAll(LocalSocket socket) {
        rooms.delAll(socket);
        return DONE;
    }

    @Override
    public synchronized Set<String> socketRooms(String sid) {
        return rooms.socketRooms(sid);
    }

    @Override
    public synchronized Set<String> sids(String room) {
        return rooms.sids(room);
    }

    @Override
    public synchronized Set<String> rooms() {
        return rooms.rooms();
    }

    private synchronized List<LocalSocket> chosen(BroadcastOptions options) {
        return Arrays.asList(rooms.choose(options));
    }

    // ---------------------------------------------------------------- clients that come back

    @Override
    public synchronized boolean admit(LocalSocket socket, Welcome welcome) {
        if (recovery == null) {
            rooms.add(socket);
        } else {
            rooms.add(socket, recovery.newTrack());
        }
        return welcomed(socket, welcome, List.of());
    }

    private boolean welcomed(LocalSocket socket, Welcome welcome, List<MissedEvent> missed) {
        boolean there = welcome.welcome(missed);
        if (!there) {
            rooms.delAll(socket);
        }
        return there;
    }

    @Override
    public CompletionStage<Receipt> emit(LocalSocket socket, EventPacket packet, Flags flags) {
        String sid = socket.id();
        String offset;
        Queued queued;
        synchronized (this) {
            Rooms.Member member = rooms.member(sid);
            boolean here = member != null && member.socket == socket;
            if (recovery == null || !(here || (member == null && recovery.awaits(sid)))) {
                return REFUSED;
            }
            Rooms.Mark mark = recovery.append(packet, BroadcastOptions.ALL.with(flags), sid);
            if (member != null && member.track != null && !flags.isVolatile()) {
                member.track.sent(mark.seq(), mark.nanos());
            }
            offset = recovery.offset(mark.seq());
            queued = sockets.queue(List.of(socket), packet, flags, offset);
        }
        return CompletableFuture.completedFuture(new Receipt(queued.send(), offset, false));
    }

    @Override
    public synchronized CompletionStage<Void> persistSession(LocalSocket socket, String pid, Map<String, Object> data) {
        String sid = socket.id();
        Rooms.Member member = rooms.member(sid);
        if (recovery != null && member != null && member.socket == socket && member.track != null) {
            recovery.persist(new SessionSnapshot(sid, pid, member.rooms(), data), member.track);
        }
        rooms.delAll(socket);
        return DONE;
    }

    @Override
    public synchronized CompletionStage<Optional<SessionClaim>> restoreSession(String pid, String offset) {
        Sessions.Session session = recovery == null ? null : recovery.claim(pid, offset);
        return CompletableFuture.completedStage(
                session == null ? Optional.empty() : Optional.of(new Claim(session, offset)));
    }

    /** A session that somebody is about to take the place of. */
    private final class Claim implements SessionClaim {
        private final Sessions.Session session;
        private final String offset;

        Claim(Sessions.Session session, String offset) {
            this.session = session;
            this.offset = offset;
        }

        @Override
        public SessionSnapshot session() {
            return session.snapshot;
        }

        @Override
        public CompletionStage<Boolean> resume(LocalSocket socket, Welcome welcome) {
            return CompletableFuture.completedStage(resumed(session, offset, socket, welcome));
        }

        @Override
        public void giveBack() {
            givenBack(session);
        }
    }

    private synchronized boolean resumed(Sessions.Session session, String offset, LocalSocket socket, Welcome welcome) {
        Recovery kept = Objects.requireNonNull(recovery);
        List<MissedEvent> missed = kept.missed(session, offset);
        if (missed == null) {
            kept.remove(session);
            return false;
        }
        rooms.restore(socket, session.snapshot.rooms(), session.track);
        if (welcomed(socket, welcome, missed)) {
            kept.resumed(session, missed);
        } else {
            kept.giveBack(session);
        }
        return true;
    }

    private synchronized void givenBack(Sessions.Session session) {
        Objects.requireNonNull(recovery).giveBack(session);
    }

    // ---------------------------------------------------------------- what concerns several sockets

    @Override
    public CompletionStage<Receipt> broadcast(EventPacket packet, BroadcastOptions options) {
        if (recovery != null) {
            return logged(recovery, packet, options);
        }
        List<LocalSocket> chosen = chosen(options);
        return chosen.isEmpty()
                ? NOBODY
                : CompletableFuture.completedFuture(
                        new Receipt(sockets.deliver(chosen, packet, options.flags()), "", false));
    }

    private CompletionStage<Receipt> logged(Recovery kept, EventPacket packet, BroadcastOptions options) {
        String offset;
        Queued queued;
        synchronized (this) {
            if (!kept.isOfUse(rooms)) {
                return NOBODY;
            }
            Rooms.Mark mark = kept.append(packet, options, null);
            offset = kept.offset(mark.seq());
            List<LocalSocket> chosen =
                    Arrays.asList(options.flags().isVolatile() ? rooms.choose(options) : rooms.choose(options, mark));
            queued = sockets.queue(chosen, packet, options.flags(), offset);
        }
        return CompletableFuture.completedFuture(new Receipt(queued.send(), offset, false));
    }

    @Override
    public Cancellable broadcastWithAck(EventPacket packet, BroadcastOptions options, Duration timeout, AckSink sink) {
        return sockets.deliverWithAck(chosen(options), packet, options.flags(), timeout, sink);
    }

    @Override
    public CompletionStage<ClusterResult<SocketDetails>> fetchSockets(BroadcastOptions options, Duration timeout) {
        return CompletableFuture.completedFuture(ClusterResult.ofOneNode(sockets.describe(chosen(options))));
    }

    @Override
    public CompletionStage<ClusterResult<String>> allRooms(Duration timeout) {
        return CompletableFuture.completedFuture(ClusterResult.ofOneNode(new ArrayList<>(rooms())));
    }

    @Override
    public CompletionStage<Void> addSockets(BroadcastOptions options, Collection<String> names) {
        for (LocalSocket socket : chosen(options)) {
            addAll(socket.id(), names);
        }
        return DONE;
    }

    @Override
    public CompletionStage<Void> delSockets(BroadcastOptions options, Collection<String> names) {
        for (LocalSocket socket : chosen(options)) {
            for (String name : names) {
                del(socket.id(), name);
            }
        }
        return DONE;
    }

    @Override
    public CompletionStage<Void> disconnectSockets(BroadcastOptions options, boolean close) {
        sockets.disconnect(chosen(options), close);
        return DONE;
    }

    // ---------------------------------------------------------------- there are no other nodes

    @Override
    public CompletionStage<Void> serverSideEmit(EventPacket packet) {
        return DONE;
    }

    @Override
    public CompletionStage<ClusterResult<Payload>> serverSideEmitWithAck(EventPacket packet, Duration timeout) {
        return CompletableFuture.completedFuture(new ClusterResult<>(List.of(), 0, Set.of(), true));
    }

    @Override
    public CompletionStage<Integer> serverCount() {
        return CompletableFuture.completedFuture(1);
    }
}
