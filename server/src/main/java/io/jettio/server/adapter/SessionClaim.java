package io.jettio.server.adapter;

import java.util.concurrent.CompletionStage;

/**
 * A session that was found for a client which has come back, and that nobody else finds until it is given back. Either
 * {@link #resume} or {@link #giveBack} is called, once.
 */
public interface SessionClaim {
    /**
     * {@return the session}
     */
    SessionSnapshot session();

    /**
     * Has a socket take the session's place: registers it in the session's rooms and welcomes it with everything that was
     * meant for it since the offset that its client named, in the order of the log, each event once. What is meant for
     * the socket after that is delivered to it; nothing is lost between, and nothing delivered twice. The session is used
     * up by then. Where the welcome says that the socket is not there any more, nothing is registered, and the session is
     * given back.
     *
     * <p>An event was meant for the socket if the socket was in one of its rooms, and in none of those that are left out,
     * when the event was sent; while it was away it was in the rooms that it was in when its connection was lost. Volatile
     * events, and those with an ack id, are not missed.
     *
     * @param socket the socket, which has the session's id
     * @param welcome called while the socket is registered; not called where false is the answer
     * @return completes with whether it is known what the client missed. If not, for instance because too much was sent
     *     since it was found, nothing is registered and the session is gone
     */
    CompletionStage<Boolean> resume(LocalSocket socket, Welcome welcome);

    /** Keeps the session for another attempt, for as long as it would have been kept anyway. */
    void giveBack();
}
