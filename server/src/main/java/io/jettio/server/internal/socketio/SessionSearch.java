package io.jettio.server.internal.socketio;

import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.SessionClaim;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.internal.Loggers;
import io.jettio.server.internal.run.Lane;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first thing on the lane of a socket whose client may come back: looks for the session that it names, before the
 * middlewares judge. Where the old connection seems to live, it is ended, and the search goes on when the application has
 * been told of that.
 */
final class SessionSearch extends Lane.Task {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.SOCKETIO);
    private static final int PID_LENGTH = 20;

    private final DefaultSocket socket;
    private final Recoverable recoverable;
    private final PrivateIds ids;
    private final Admission admission;

    /** What a client that comes back names; the offset is empty where it names none. */
    private record Asked(String pid, String offset) {}

    SessionSearch(DefaultSocket socket, Recoverable recoverable, PrivateIds ids, Admission admission) {
        this.socket = socket;
        this.recoverable = recoverable;
        this.ids = ids;
        this.admission = admission;
    }

    @Override
    protected void run() {
        Asked asked = asked(socket.handshake().authPayload());
        if (asked == null) {
            admission.run();
            return;
        }
        DefaultSocket old = ids.find(asked.pid());
        Recoverable before = old == null || old.connection() == socket.connection() ? null : old.recoverable();
        if (old == null || before == null) {
            restore(asked);
            return;
        }
        old.connection().session().end(EngineCloseReason.TRANSPORT_CLOSE, false);
        Lane.Hold hold = socket.lane().hold();
        before.whenGone(() -> hold.resume(new Lane.Task() {
            @Override
            protected void run() {
                restore(asked);
            }
        }));
    }

    private static @Nullable Asked asked(Payload auth) {
        try {
            if (auth.get(0, Object.class) instanceof Map<?, ?> map
                    && map.get("pid") instanceof String pid
                    && pid.length() == PID_LENGTH) {
                return new Asked(pid, map.get("offset") instanceof String offset ? offset : "");
            }
        } catch (JsonException e) {
            LOG.debug("the auth of a CONNECT cannot be mapped, so that no session is looked for: {}", e.toString());
        }
        return null;
    }

    private void restore(Asked asked) {
        CompletionStage<Optional<SessionClaim>> stage;
        try {
            stage = socket.namespace().adapter().restoreSession(asked.pid(), asked.offset());
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        var known = stage.toCompletableFuture();
        if (known.isDone() && !known.isCompletedExceptionally()) {
            found(known.join());
            return;
        }
        Lane.Hold hold = socket.lane().hold();
        var unused = stage.whenComplete((claim, failure) -> hold.resume(new Lane.Task() {
            @Override
            protected void run() {
                if (failure == null) {
                    found(claim);
                } else {
                    failed(failure);
                }
            }
        }));
    }

    private void failed(Throwable failure) {
        LOG.warn("a session could not be looked for; its client is let in as a new one", failure);
        found(Optional.empty());
    }

    private void found(Optional<SessionClaim> claim) {
        if (claim.isPresent()) {
            if (!ids.add(socket, recoverable, claim.get())) {
                claim.get().giveBack(); // the client has gone again
                return;
            }
            socket.become(claim.get().session());
        }
        admission.run();
    }
}
