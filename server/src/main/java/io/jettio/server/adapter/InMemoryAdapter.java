package io.jettio.server.adapter;

import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The rooms of one node. A socket's id is a room of its own, kept as the socket itself and not as a set of one. Who is
 * meant by a broadcast is a snapshot, so that nothing is sent under the lock.
 */
public final class InMemoryAdapter implements Adapter {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);
    private static final CompletionStage<Receipt> NOBODY =
            CompletableFuture.completedStage(new Receipt(EmitResult.NOBODY, "", false));
    private static final LocalSocket[] NONE = {};

    private final LocalSockets sockets;

    // Everything below is guarded by this adapter as a lock.

    private final Map<String, Member> members = new HashMap<>();

    /** By name. Where a room has the id of a socket, that socket is not among its members. */
    private final Map<String, Room> rooms = new HashMap<>();

    /** All sockets as an array, made anew after a change: broadcasts are many, changes few. */
    private LocalSocket @Nullable [] snapshot;

    /** A socket and its rooms. */
    private static final class Member {
        final LocalSocket socket;
        boolean inOwnRoom = true;
        Set<String> joined = Set.of(); // made with the first room

        Member(LocalSocket socket) {
            this.socket = socket;
        }
    }

    /** Who is in a room. Members keep this name, not each an equal one that a client sent. */
    private static final class Room {
        final String name;
        final Set<Member> members = new HashSet<>(4);

        Room(String name) {
            this.name = name;
        }
    }

    /**
     * Makes an adapter without sockets.
     *
     * @param sockets the namespace's sockets
     */
    public InMemoryAdapter(LocalSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public CompletionStage<Void> init() {
        return DONE;
    }

    @Override
    public CompletionStage<Void> close() {
        return DONE;
    }

    // ---------------------------------------------------------------- sockets and their rooms

    @Override
    public synchronized void add(LocalSocket socket) {
        String id = socket.id();
        delAll(id); // one that has the same id and has not gone yet
        if (!rooms.containsKey(id)) {
            tell(RoomChange.Kind.CREATED, id, null);
        }
        members.put(id, new Member(socket));
        snapshot = null;
        tell(RoomChange.Kind.JOINED, id, id);
    }

    @Override
    public synchronized CompletionStage<Void> addAll(String sid, Collection<String> names) {
        Member member = members.get(sid);
        if (member != null) {
            for (String name : names) {
                join(member, name);
            }
        }
        return DONE;
    }

    private void join(Member member, String name) {
        String sid = member.socket.id();
        boolean own = name.equals(sid);
        if (own ? member.inOwnRoom : member.joined.contains(name)) {
            return;
        }
        if (sockets.observesRooms() && !exists(name)) {
            tell(RoomChange.Kind.CREATED, name, null);
        }
        if (own) {
            member.inOwnRoom = true;
        } else {
            if (member.joined.isEmpty()) {
                member.joined = new HashSet<>(4);
            }
            Room room = rooms.computeIfAbsent(name, Room::new);
            room.members.add(member);
            member.joined.add(room.name);
        }
        tell(RoomChange.Kind.JOINED, name, sid);
    }

    @Override
    public synchronized CompletionStage<Void> del(String sid, String room) {
        Member member = members.get(sid);
        if (member != null) {
            leave(member, room);
        }
        return DONE;
    }

    private void leave(Member member, String name) {
        if (name.equals(member.socket.id())) {
            if (member.inOwnRoom) {
                member.inOwnRoom = false;
                left(member, name);
            }
        } else if (member.joined.contains(name)) {
            member.joined.remove(name);
            leaveSet(member, name);
        }
    }

    private void leaveSet(Member member, String name) {
        Room room = rooms.get(name);
        if (room != null) {
            room.members.remove(member);
            if (room.members.isEmpty()) {
                rooms.remove(name);
            }
        }
        left(member, name);
    }

    private void left(Member member, String name) {
        tell(RoomChange.Kind.LEFT, name, member.socket.id());
        if (sockets.observesRooms() && !exists(name)) {
            tell(RoomChange.Kind.DELETED, name, null);
        }
    }

    @Override
    public synchronized CompletionStage<Void> delAll(String sid) {
        Member member = members.remove(sid);
        if (member != null) {
            snapshot = null;
            for (String room : member.joined) {
                leaveSet(member, room);
            }
            if (member.inOwnRoom) {
                left(member, sid);
            }
        }
        return DONE;
    }

    private boolean exists(String room) {
        Member own = members.get(room);
        return rooms.containsKey(room) || (own != null && own.inOwnRoom);
    }

    private void tell(RoomChange.Kind kind, String room, @Nullable String sid) {
        if (sockets.observesRooms()) {
            sockets.roomChanged(new RoomChange(kind, room, sid));
        }
    }

    @Override
    public synchronized Set<String> socketRooms(String sid) {
        Set<String> names = new LinkedHashSet<>();
        Member member = members.get(sid);
        if (member != null) {
            if (member.inOwnRoom) {
                names.add(sid);
            }
            names.addAll(member.joined);
        }
        return names;
    }

    @Override
    public synchronized Set<String> sids(String room) {
        Set<Member> chosen = new LinkedHashSet<>();
        collect(room, chosen);
        Set<String> ids = new LinkedHashSet<>();
        chosen.forEach(member -> ids.add(member.socket.id()));
        return ids;
    }

    @Override
    public synchronized Set<String> rooms() {
        Set<String> names = new HashSet<>(rooms.keySet());
        members.forEach((sid, member) -> {
            if (member.inOwnRoom) {
                names.add(sid);
            }
        });
        return names;
    }

    // ---------------------------------------------------------------- who is meant

    /** The sockets that are meant, each once; not to be written. */
    private List<LocalSocket> choose(BroadcastOptions options) {
        return Arrays.asList(choose(options.rooms(), options.except()));
    }

    private synchronized LocalSocket[] choose(Set<String> in, Set<String> except) {
        if (in.isEmpty() && except.isEmpty()) {
            return everybody();
        }
        Set<Member> out = Set.of();
        if (!except.isEmpty()) {
            out = new HashSet<>();
            for (String room : except) {
                collect(room, out);
            }
        }
        if (in.isEmpty()) {
            return without(members.values(), out);
        }
        if (in.size() == 1) {
            String room = in.iterator().next();
            Room only = rooms.get(room);
            Member own = members.get(room);
            if (own == null) {
                return only == null ? NONE : without(only.members, out);
            }
            if (only == null) {
                return own.inOwnRoom && !out.contains(own) ? new LocalSocket[] {own.socket} : NONE;
            }
        }
        Set<Member> chosen = new LinkedHashSet<>();
        for (String room : in) {
            collect(room, chosen);
        }
        return without(chosen, out);
    }

    private void collect(String name, Set<Member> into) {
        Member own = members.get(name);
        if (own != null && own.inOwnRoom) {
            into.add(own);
        }
        Room room = rooms.get(name);
        if (room != null) {
            into.addAll(room.members);
        }
    }

    private LocalSocket[] everybody() {
        LocalSocket[] known = snapshot;
        if (known == null) {
            known = without(members.values(), Set.of());
            snapshot = known;
        }
        return known;
    }

    private static LocalSocket[] without(Collection<Member> all, Set<Member> out) {
        LocalSocket[] rest = new LocalSocket[all.size()];
        int count = 0;
        for (Member member : all) {
            if (out.isEmpty() || !out.contains(member)) {
                rest[count++] = member.socket;
            }
        }
        return count == rest.length ? rest : Arrays.copyOf(rest, count);
    }

    // ---------------------------------------------------------------- what is done with them

    @Override
    public CompletionStage<Receipt> broadcast(EventPacket packet, BroadcastOptions options) {
        List<LocalSocket> chosen = choose(options);
        return chosen.isEmpty()
                ? NOBODY
                : CompletableFuture.completedFuture(
                        new Receipt(sockets.deliver(chosen, packet, options.flags()), "", false));
    }

    @Override
    public Cancellable broadcastWithAck(EventPacket packet, BroadcastOptions options, Duration timeout, AckSink sink) {
        return sockets.deliverWithAck(choose(options), packet, options.flags(), timeout, sink);
    }

    @Override
    public CompletionStage<ClusterResult<SocketDetails>> fetchSockets(BroadcastOptions options, Duration timeout) {
        return CompletableFuture.completedFuture(ClusterResult.ofOneNode(sockets.describe(choose(options))));
    }

    @Override
    public CompletionStage<ClusterResult<String>> allRooms(Duration timeout) {
        return CompletableFuture.completedFuture(ClusterResult.ofOneNode(new ArrayList<>(rooms())));
    }

    @Override
    public CompletionStage<Void> addSockets(BroadcastOptions options, Collection<String> names) {
        for (LocalSocket socket : choose(options)) {
            addAll(socket.id(), names);
        }
        return DONE;
    }

    @Override
    public CompletionStage<Void> delSockets(BroadcastOptions options, Collection<String> names) {
        for (LocalSocket socket : choose(options)) {
            for (String name : names) {
                del(socket.id(), name);
            }
        }
        return DONE;
    }

    @Override
    public CompletionStage<Void> disconnectSockets(BroadcastOptions options, boolean close) {
        sockets.disconnect(choose(options), close);
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
