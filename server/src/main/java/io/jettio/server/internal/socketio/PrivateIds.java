package io.jettio.server.internal.socketio;

import io.jettio.server.adapter.SessionClaim;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The private ids by which clients that come back name their old selves, each with the socket that has it: one that is
 * connected, on its way in, or whose end the application is being told of. They are secrets: never logged.
 */
final class PrivateIds {
    private final Map<String, DefaultSocket> sockets = new ConcurrentHashMap<>();

    @Nullable
    DefaultSocket find(String pid) {
        return sockets.get(pid);
    }

    /** Gives a socket a new private id. */
    void add(DefaultSocket socket, Recoverable recoverable, String pid) {
        remove(socket, recoverable);
        if (recoverable.take(pid)) {
            register(socket, recoverable, pid);
        }
    }

    /** Gives a socket the private id of a session that it is to resume; false where it is gone already. */
    boolean add(DefaultSocket socket, Recoverable recoverable, SessionClaim claim) {
        if (!recoverable.keep(claim)) {
            return false;
        }
        register(socket, recoverable, claim.session().pid());
        return true;
    }

    private void register(DefaultSocket socket, Recoverable recoverable, String pid) {
        sockets.put(pid, socket);
        recoverable.whenGone(() -> sockets.remove(pid, socket)); // it may have gone just now
    }

    private void remove(DefaultSocket socket, Recoverable recoverable) {
        String pid = recoverable.pid();
        if (pid != null) {
            sockets.remove(pid, socket);
        }
    }
}
