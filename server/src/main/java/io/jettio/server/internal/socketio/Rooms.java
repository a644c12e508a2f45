package io.jettio.server.internal.socketio;

import io.jettio.server.internal.GuardedBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sockets of a namespace are in which rooms. A socket's id is a room of its own, kept as the socket itself and not
 * as a set of one. Thread-safe; what is chosen is a snapshot, so that nothing is sent under the lock.
 */
final class Rooms {
    @GuardedBy("this")
    private final Map<String, DefaultSocket> sockets = new HashMap<>();

    @GuardedBy("this")
    private final Map<String, Set<DefaultSocket>> rooms = new HashMap<>();

    /** All sockets as an array, made anew after a change: broadcasts are many, changes few. */
    @GuardedBy("this")
    private DefaultSocket @Nullable [] snapshot;

    synchronized void add(DefaultSocket socket) {
        sockets.put(socket.id(), socket);
        snapshot = null;
    }

    synchronized void remove(DefaultSocket socket) {
        sockets.remove(socket.id(), socket);
        snapshot = null;
        for (String room : socket.joined()) {
            leaveRoom(socket, room);
        }
        socket.joined().clear();
    }

    synchronized void join(DefaultSocket socket, Collection<String> names) {
        if (sockets.get(socket.id()) != socket) {
            return; // disconnected meanwhile: a room must not keep it
        }
        for (String name : names) {
            if (name.equals(socket.id())) {
                socket.leftOwnRoom(false);
            } else if (socket.joined().add(name)) {
                rooms.computeIfAbsent(name, key -> new HashSet<>(4)).add(socket);
            }
        }
    }

    synchronized void leave(DefaultSocket socket, String name) {
        if (name.equals(socket.id())) {
            socket.leftOwnRoom(true);
        } else if (socket.joined().remove(name)) {
            leaveRoom(socket, name);
        }
    }

    @GuardedBy("this")
    private void leaveRoom(DefaultSocket socket, String name) {
        Set<DefaultSocket> members = rooms.get(name);
        if (members != null) {
            members.remove(socket);
            if (members.isEmpty()) {
                rooms.remove(name);
            }
        }
    }

    synchronized Set<String> of(DefaultSocket socket) {
        Set<String> names = new LinkedHashSet<>();
        if (!socket.hasLeftOwnRoom()) {
            names.add(socket.id());
        }
        names.addAll(socket.joined());
        return names;
    }

    synchronized @Nullable DefaultSocket socket(String id) {
        return sockets.get(id);
    }

    synchronized List<DefaultSocket> all() {
        return List.of(everybody());
    }

    /** The sockets in any of the rooms (all where there are none) and in none of the others, each once. */
    DefaultSocket[] choose(Set<String> in, Set<String> except) {
        synchronized (this) {
            if (in.isEmpty() && except.isEmpty()) {
                return everybody();
            }
            Set<DefaultSocket> out = new HashSet<>();
            for (String room : except) {
                members(room, out);
            }
            if (in.isEmpty()) {
                return without(List.of(everybody()), out);
            }
            if (in.size() == 1) {
                String room = in.iterator().next();
                Set<DefaultSocket> members = rooms.get(room);
                if (members != null && !sockets.containsKey(room)) {
                    return without(members, out);
                }
            }
            Set<DefaultSocket> chosen = new LinkedHashSet<>();
            for (String room : in) {
                members(room, chosen);
            }
            return without(chosen, out);
        }
    }

    @GuardedBy("this")
    private void members(String room, Set<DefaultSocket> into) {
        DefaultSocket own = sockets.get(room);
        if (own != null && !own.hasLeftOwnRoom()) {
            into.add(own);
        }
        into.addAll(rooms.getOrDefault(room, Set.of()));
    }

    @GuardedBy("this")
    private DefaultSocket[] everybody() {
        DefaultSocket[] known = snapshot;
        if (known == null) {
            known = sockets.values().toArray(new DefaultSocket[0]);
            snapshot = known;
        }
        return known;
    }

    private static DefaultSocket[] without(Collection<DefaultSocket> all, Set<DefaultSocket> out) {
        if (out.isEmpty()) {
            return all.toArray(new DefaultSocket[0]);
        }
        List<DefaultSocket> rest = new ArrayList<>(all.size());
        for (DefaultSocket socket : all) {
            if (!out.contains(socket)) {
                rest.add(socket);
            }
        }
        return rest.toArray(new DefaultSocket[0]);
    }
}
