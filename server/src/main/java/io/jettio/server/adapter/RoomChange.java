package io.jettio.server.adapter;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a room on this node. A socket's own room counts: it is created and joined when the socket
 * is connected, left and deleted after its disconnect listeners.
 *
 * @param kind what happened
 * @param room the room
 * @param socketId the socket that joined or left; null for the other kinds
 */
public record RoomChange(Kind kind, String room, @Nullable String socketId) {
    /** What can happen to a room. */
    public enum Kind {
        /** Its first socket is about to join. */
        CREATED,
        /** Its last socket has left. */
        DELETED,
        /** A socket has joined. */
        JOINED,
        /** A socket has left. */
        LEFT
    }
}
