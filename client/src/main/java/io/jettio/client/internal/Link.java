package io.jettio.client.internal;

import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.ReconnectPolicy;
import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.EngineException;
import io.jettio.client.internal.concurrent.Strand;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The connection of a manager over time: opened, lost, tried again, given up, closed. Strand. */
final class Link {
    private enum State {
        /** No connection, and none is wanted. */
        IDLE,
        OPENING,
        OPEN,
        /** Waits for the next attempt. */
        WAITING,
        CLOSED
    }

    private final ManagerImpl manager;
    private final ManagerListeners listeners;
    private final Strand strand;
    private final Backoff backoff;

    private State state = State.IDLE;
    private boolean reconnecting;
    private URI preferred;
    private @Nullable Attempt attempt;
    private Strand.@Nullable Timer retry;
    private @Nullable Connection connection;
    // The current one, and those that are being closed behind what they still have to write.
    private final Set<Connection> connections = new HashSet<>();

    Link(ManagerImpl manager, ManagerListeners listeners) {
        this.manager = manager;
        this.listeners = listeners;
        this.strand = manager.strand();
        this.preferred = manager.uri();
        this.backoff = new Backoff(
                manager::reconnectPolicy, () -> ThreadLocalRandom.current().nextDouble());
    }

    // ---- for sockets ----

    boolean isClosed() {
        return state == State.CLOSED;
    }

    boolean isIdle() {
        return state == State.IDLE || state == State.CLOSED;
    }

    /** The connection, or null. */
    @Nullable
    Connection connection() {
        return connection;
    }

    boolean isCurrent(Connection which) {
        return which == connection;
    }

    /** Whether the connection can be written to; one whose ping is overdue ends by being asked. */
    boolean isAlive() {
        return connection != null && connection.session().checkAlive();
    }

    /** A socket wants to be connected. */
    void socketActive(SocketImpl socket) {
        if (state == State.IDLE) {
            open();
        } else if (state == State.OPEN && connection != null) {
            socket.joinOver(connection);
        }
    }

    /** A socket left or was refused: with the last active one goes the connection. */
    void socketInactive() {
        if (state != State.CLOSED && manager.activeSockets().isEmpty()) {
            close(State.IDLE);
        }
    }

    // ---- opening ----

    private void open() {
        state = State.OPENING;
        Attempt next = new Attempt(manager, this, preferred);
        attempt = next;
        next.start();
    }

    /** The attempt tries a connection. */
    void opening(Connection next) {
        connection = next;
        connections.add(next);
    }

    void opened(Connection which) {
        if (which != connection) {
            return;
        }
        endAttempt();
        state = State.OPEN;
        preferred = which.uri();
        listeners.opened();
        if (reconnecting) {
            reconnecting = false;
            listeners.succeeded(backoff.attempts());
        }
        backoff.reset();
        for (SocketImpl socket : manager.activeSockets()) {
            socket.joinOver(which);
        }
    }

    private void endAttempt() {
        if (attempt != null) {
            attempt.stop();
            attempt = null;
        }
    }

    // ---- ending ----

    void ended(Connection which, EngineCloseReason reason, @Nullable Throwable cause) {
        connections.remove(which);
        if (state == State.CLOSED && connections.isEmpty()) {
            manager.connectionsEnded();
        }
        if (which != connection) {
            return;
        }
        connection = null;
        manager.connectionGone();
        if (state == State.OPEN) {
            lost(DisconnectReason.valueOf(reason.name()), cause);
        } else if (attempt != null) {
            attempt.failed(Failures.of(reason, cause));
        }
    }

    private void lost(DisconnectReason why, @Nullable Throwable cause) {
        state = State.IDLE;
        backoff.reset();
        boolean again = backoff.mayGoOn();
        listeners.closed(why);
        // The sockets' state first: whoever is told finds it.
        for (SocketImpl socket : manager.activeSockets()) {
            socket.connectionLost(why, cause, again);
        }
        tryAgainOrGiveUp(again);
    }

    /** All endpoints have failed, or the suppliers have. */
    void attemptFailed(ConnectError error) {
        attempt = null;
        state = State.IDLE;
        boolean again = backoff.mayGoOn();
        listeners.failed(error);
        for (SocketImpl socket : manager.activeSockets()) {
            socket.connectionFailed(error, again);
        }
        if (reconnecting) {
            listeners.failedAgain(error);
        }
        tryAgainOrGiveUp(again);
    }

    private void tryAgainOrGiveUp(boolean again) {
        if (!again) {
            giveUp();
        } else if (manager.activeSockets().isEmpty()) {
            manager.ended();
        } else {
            retryAfter(backoff.next());
        }
    }

    private void retryAfter(Duration delay) {
        state = State.WAITING;
        reconnecting = true;
        retry = strand.after(delay, () -> {
            listeners.attempting(backoff.attempts());
            open();
        });
    }

    private void giveUp() {
        reconnecting = false;
        backoff.reset();
        if (manager.reconnectPolicy().enabled()) {
            listeners.attemptsUsedUp();
        }
        listeners.gaveUp();
        manager.ended();
    }

    // ---- from outside ----

    /** Reconnection may have been switched off. */
    void policyChanged(ReconnectPolicy policy) {
        if (!policy.enabled() && state == State.WAITING) {
            cancelRetry();
            state = State.IDLE;
            ConnectError error =
                    ConnectError.failed(ConnectError.Stage.CLIENT, "reconnection has been switched off", null);
            for (SocketImpl socket : manager.activeSockets()) {
                socket.connectionFailed(error, false);
            }
            giveUp();
        }
    }

    /** Tries at once; what there is belongs to a network that may be gone. */
    void networkChanged() {
        if (state == State.WAITING) {
            retryNow();
        } else if (state == State.OPENING) {
            endAttempt();
            Connection old = connection;
            connection = null;
            backoff.reset();
            open();
            if (old != null) {
                old.session().abort(EngineCloseReason.TRANSPORT_CLOSE, null);
            }
        } else if (state == State.OPEN
                && connection != null
                && manager.reconnectPolicy().enabled()) {
            connection
                    .session()
                    .abort(
                            EngineCloseReason.TRANSPORT_CLOSE,
                            new EngineException(EngineException.Stage.CLIENT, "the network has changed", null));
            if (state == State.WAITING) {
                retryNow();
            }
        }
    }

    private void retryNow() {
        cancelRetry();
        backoff.reset();
        // Counts as the first attempt, but for its delay.
        var unused = backoff.next();
        retryAfter(Duration.ZERO);
    }

    private void cancelRetry() {
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
    }

    /** Closes what there is, behind what it still has to write. */
    private void close(State next) {
        boolean wasOpen = state == State.OPEN;
        state = next;
        cancelRetry();
        endAttempt();
        reconnecting = false;
        backoff.reset();
        Connection current = connection;
        connection = null;
        manager.connectionGone();
        if (current != null) {
            current.session().close();
        }
        if (wasOpen) {
            listeners.closed(DisconnectReason.FORCED_CLOSE);
        }
        manager.ended();
    }

    void shutDown(List<SocketImpl> sockets) {
        sockets.forEach(SocketImpl::shutDown);
        close(State.CLOSED);
        if (connections.isEmpty()) {
            manager.connectionsEnded();
        }
    }
}
