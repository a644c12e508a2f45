package io.jettio.server.adapter;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sockets of one node are in which rooms. A socket's id is a room of its own, kept as the socket itself and not as
 * a set of one. Guarded by the lock of the {@link InMemoryAdapter} that it belongs to.
 */
final class Rooms {
    private static final LocalSocket[] NONE = {};

    private final LocalSockets sockets;
    private final Map<String, Member> members = new HashMap<>();

    /** By name. Where a room has the id of a socket, that socket is not among its members. */
    private final Map<String, Room> rooms = new HashMap<>();

    /** All sockets as an array, made anew after a change: broadcasts are many, changes few. */
    private LocalSocket @Nullable [] snapshot;

    /** A socket and its rooms. */
    static final class Member {
        final LocalSocket socket;
        boolean inOwnRoom = true;
        Set<String> joined = Set.of(); // made with the first room

        /** What is needed to know what it missed; null where nobody will ask. */
        @Nullable
        Track track;

        Member(LocalSocket socket) {
            this.socket = socket;
        }

        /** Its rooms; a copy. */
        Set<String> rooms() {
            Set<String> names = new LinkedHashSet<>();
            if (inOwnRoom) {
                names.add(socket.id());
            }
            names.addAll(joined);
            return names;
        }
    }

    /** Notes with each socket that is chosen that an event was for it. */
    record Mark(long seq, long nanos) {}

    /** Who is in a room. Members keep this name, not each an equal one that a client sent. */
    private static final class Room {
        final String name;
        final Set<Member> members = new HashSet<>(4);

        Room(String name) {
            this.name = name;
        }
    }

    Rooms(LocalSockets sockets) {
        this.sockets = sockets;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    @Nullable
    Member member(String sid) {
        return members.get(sid);
    }

    // ---------------------------------------------------------------- sockets and their rooms

    void add(LocalSocket socket) {
        String id = socket.id();
        remove(members.get(id)); // one that has the same id and has not gone yet
        if (!rooms.containsKey(id)) {
            tell(RoomChange.Kind.CREATED, id, null);
        }
        members.put(id, new Member(socket));
        snapshot = null;
        tell(RoomChange.Kind.JOINED, id, id);
    }

    /** Registers a socket whose rooms are noted from now on. */
    void add(LocalSocket socket, Track track) {
        add(socket);
        registered(socket).track = track;
    }

    private Member registered(LocalSocket socket) {
        return Objects.requireNonNull(members.get(socket.id()));
    }

    /** Registers a socket in the rooms that it was in. */
    void restore(LocalSocket socket, Set<String> names, Track track) {
        add(socket);
        Member member = registered(socket);
        if (!names.contains(socket.id())) {
            leave(member, socket.id());
        }
        for (String name : names) {
            join(member, name);
        }
        member.track = track;
    }

    void addAll(String sid, Collection<String> names) {
        Member member = members.get(sid);
        if (member != null) {
            for (String name : names) {
                join(member, name);
            }
        }
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
        note(member, name, true);
        tell(RoomChange.Kind.JOINED, name, sid);
    }

    private static void note(Member member, String name, boolean joined) {
        if (member.track != null) {
            member.track.changed(name, joined);
        }
    }

    void del(String sid, String room) {
        Member member = members.get(sid);
        if (member != null) {
            leave(member, room);
        }
    }

    private void leave(Member member, String name) {
        if (name.equals(member.socket.id())) {
            if (member.inOwnRoom) {
                member.inOwnRoom = false;
                note(member, name, false);
                left(member, name);
            }
        } else if (member.joined.contains(name)) {
            member.joined.remove(name);
            note(member, name, false);
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

    void delAll(LocalSocket socket) {
        Member member = members.get(socket.id());
        if (member != null && member.socket == socket) {
            remove(member);
        }
    }

    private void remove(@Nullable Member member) {
        if (member != null) {
            String sid = member.socket.id();
            members.remove(sid);
            snapshot = null;
            for (String room : member.joined) {
                leaveSet(member, room);
            }
            if (member.inOwnRoom) {
                left(member, sid);
            }
        }
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

    Set<String> socketRooms(String sid) {
        Member member = members.get(sid);
        return member == null ? new LinkedHashSet<>() : member.rooms();
    }

    Set<String> sids(String room) {
        Set<Member> chosen = new LinkedHashSet<>();
        collect(room, chosen);
        Set<String> ids = new LinkedHashSet<>();
        chosen.forEach(member -> ids.add(member.socket.id()));
        return ids;
    }

    Set<String> rooms() {
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
    LocalSocket[] choose(BroadcastOptions options) {
        return choose(options.rooms(), options.except(), null);
    }

    /** The same, each marked where there are rooms; what goes to the whole namespace is marked elsewhere. */
    LocalSocket[] choose(BroadcastOptions options, Mark mark) {
        return choose(options.rooms(), options.except(), mark);
    }

    private LocalSocket[] choose(Set<String> in, Set<String> except, @Nullable Mark mark) {
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
            return without(members.values(), out, null);
        }
        if (in.size() == 1) {
            String room = in.iterator().next();
            Room only = rooms.get(room);
            Member own = members.get(room);
            if (own == null) {
                return only == null ? NONE : without(only.members, out, mark);
            }
            if (only == null) {
                return own.inOwnRoom ? without(List.of(own), out, mark) : NONE;
            }
        }
        Set<Member> chosen = new LinkedHashSet<>();
        for (String room : in) {
            collect(room, chosen);
        }
        return without(chosen, out, mark);
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
            known = without(members.values(), Set.of(), null);
            snapshot = known;
        }
        return known;
    }

    private static LocalSocket[] without(Collection<Member> all, Set<Member> out, @Nullable Mark mark) {
        LocalSocket[] rest = new LocalSocket[all.size()];
        int count = 0;
        for (Member member : all) {
            if (out.isEmpty() || !out.contains(member)) {
                rest[count++] = member.socket;
                if (mark != null && member.track != null) {
                    member.track.sent(mark.seq, mark.nanos);
                }
            }
        }
        return count == rest.length ? rest : Arrays.copyOf(rest, count);
    }
}
