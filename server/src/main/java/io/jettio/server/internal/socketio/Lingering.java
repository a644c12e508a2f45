package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.server.adapter.RecoveryOptions;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a child of a dynamic namespace, which would end with its last socket, for as long as a client may come back to it:
 * it counts as one more who is inside.
 */
final class Lingering {
    private final DefaultNamespace namespace;

    @GuardedBy("this")
    private @Nullable Deadline deadline;

    @GuardedBy("this")
    private boolean inside;

    Lingering(DefaultNamespace namespace) {
        this.namespace = namespace;
    }

    /** Somebody has gone who may come back; not everybody has left. */
    void begin() {
        RecoveryOptions options = namespace.server().options().recovery().orElse(null);
        if (options == null || namespace.parent() == null) {
            return;
        }
        DeadlineQueue deadlines = namespace.server().engineCore().deadlines();
        synchronized (this) {
            if (!inside && !namespace.occupancy().enter()) {
                return; // it is being closed
            }
            inside = true;
            Deadline known = deadline;
            if (known == null) {
                known = deadlines.unarmed(this::end);
                deadline = known;
            }
            deadlines.reschedule(
                    known, deadlines.now() + options.maxDisconnectionDuration().toNanos());
        }
    }

    /** Nobody comes back any more. */
    void end() {
        synchronized (this) {
            if (!inside) {
                return;
            }
            inside = false;
            if (deadline != null) {
                namespace.server().engineCore().deadlines().cancel(deadline);
            }
        }
        namespace.leave();
    }
}
