package io.jettio.server.adapter;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Which sockets are meant, and how an event is sent to them. A socket is meant if it is in one of the rooms (or there is
 * no room) and in none of the others; it is meant once, however many of the rooms it is in. Immutable.
 *
 * @param rooms the rooms, the ids of sockets among them; empty for all sockets
 * @param except the rooms whose sockets are left out
 * @param flags how an event is sent
 */
public record BroadcastOptions(Set<String> rooms, Set<String> except, Flags flags) {
    /** All sockets, nothing out of the ordinary. */
    public static final BroadcastOptions ALL = new BroadcastOptions(Set.of(), Set.of(), Flags.NONE);

    /**
     * Copies the sets.
     *
     * @param rooms the rooms
     * @param except the rooms whose sockets are left out
     * @param flags how an event is sent
     */
    public BroadcastOptions {
        rooms = Set.copyOf(rooms);
        except = Set.copyOf(except);
    }

    /**
     * {@return these options with more rooms}
     *
     * @param more the rooms
     */
    public BroadcastOptions to(Collection<String> more) {
        return new BroadcastOptions(union(rooms, more), except, flags);
    }

    /**
     * {@return these options with more left out}
     *
     * @param more the rooms whose sockets are left out
     */
    public BroadcastOptions except(Collection<String> more) {
        return new BroadcastOptions(rooms, union(except, more), flags);
    }

    /**
     * {@return these options with other flags}
     *
     * @param value the flags
     */
    public BroadcastOptions with(Flags value) {
        return new BroadcastOptions(rooms, except, value);
    }

    private static Set<String> union(Set<String> some, Collection<String> more) {
        if (some.isEmpty()) {
            return Set.copyOf(more);
        }
        Set<String> both = new HashSet<>(some);
        both.addAll(more);
        return both;
    }
}
