package io.jettio.server.internal.engine;

import io.jettio.common.time.DeadlineQueue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one upgrade that a session may be in, and how the session goes over to its candidate. The slot is guarded by the
 * session's lock; nobody is called under it.
 */
final class UpgradeSlot {
    private final EngineSession session;
    private final DeadlineQueue deadlines;
    private @Nullable Upgrade current;

    UpgradeSlot(EngineSession session, DeadlineQueue deadlines) {
        this.session = session;
        this.deadlines = deadlines;
    }

    /** What became of a wish to go over to another transport. */
    enum Switch {
        DONE,
        /** A POST is being taken, whose packets come first: {@link Upgrade#postTaken()} follows. */
        LATER,
        NEVER
    }

    /** Under the session's lock: whether there is an upgrade. */
    boolean isTaken() {
        return current != null;
    }

    /** Under the session's lock: leaves the slot empty; what was in it. */
    @Nullable
    Upgrade clear() {
        Upgrade left = current;
        current = null;
        return left;
    }

    /** Claims the session for one upgrade; null where it cannot be upgraded (now, or any more). */
    @Nullable
    Upgrade begin(boolean binaryAllowed) {
        Upgrade begun;
        PollingTransport polling;
        synchronized (session) {
            if (!session.isOpen() || current != null || !(session.transport() instanceof PollingTransport on)) {
                return null;
            }
            begun = new Upgrade(session, deadlines, binaryAllowed);
            current = begun;
            polling = on;
        }
        polling.readOn(); // the client upgrades when its last POST has been answered
        return begun;
    }

    /** The upgrade ended without success; the session goes on as it was. */
    void failed(Upgrade ended) {
        synchronized (session) {
            if (current == ended) {
                current = null;
            }
        }
    }

    /** Goes over to a new transport: from here on everything travels on it. */
    Switch goOver(WebSocketTransport next, Upgrade by) {
        PollingTransport old;
        synchronized (session) {
            if (session.closed() || current != by || !(session.transport() instanceof PollingTransport polling)) {
                return Switch.NEVER;
            }
            if (polling.takesPost()) {
                return Switch.LATER;
            }
            if (!by.commit()) {
                return Switch.NEVER;
            }
            old = polling;
            old.discard();
            session.useFromNow(next);
            current = null;
        }
        old.refusePoll();
        old.answerPost();
        session.flush();
        Objects.requireNonNull(session.listener()).onUpgraded(next.kind());
        return Switch.DONE;
    }

    /** The packets of a POST are taken: an upgrade may have waited for them. */
    void postTaken() {
        Upgrade waiting;
        synchronized (session) {
            waiting = current;
        }
        if (waiting != null) {
            waiting.postTaken();
        }
    }
}
