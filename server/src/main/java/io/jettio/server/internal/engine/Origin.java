package io.jettio.server.internal.engine;

/** What sends over a session that others share, and may end before the session does. */
public interface Origin {
    /** Whether nothing of it is to go out any more. Must not wait: it is asked under the session's lock. */
    boolean isOver();
}
