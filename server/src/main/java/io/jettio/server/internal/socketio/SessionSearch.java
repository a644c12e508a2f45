package io.jettio.server.internal.socketio;

import io.jettio.common.run.Lane;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.SessionClaim;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.internal.Loggers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
        search(asked);
    }

    /**
     * Takes the session, or has whoever has it give it up first. Nobody else looks meanwhile: whoever comes next finds it
     * either with us or where it was.
     */
    private void search(Asked asked) {
        DefaultSocket old;
        CompletableFuture<Optional<SessionClaim>> stage = null;
        boolean stays = false;
        synchronized (ids) {
            old = elsewhere(ids.find(asked.pid()));
            if (old == null) {
                stage = restored(asked);
                if (stage.isDone()) {
                    stays = take(stage.join());
                    stage = null;
                }
            }
        }
        if (old != null) {
            takeOver(old, asked);
        } else if (stage != null) {
            await(stage);
        } else if (stays) {
            admission.run();
        }
    }

    private @Nullable DefaultSocket elsewhere(@Nullable DefaultSocket socketOfThatId) {
        return socketOfThatId == null || socketOfThatId.connection() == socket.connection() ? null : socketOfThatId;
    }

    private void takeOver(DefaultSocket old, Asked asked) {
        Recoverable before = old.recoverable();
        if (before == null
                || old.connection().session().number()
                        > socket.connection().session().number()) {
            // The client has given this connection up already, and is on a newer one.
            admission.run();
            return;
        }
        old.connection().session().end(EngineCloseReason.TRANSPORT_CLOSE, false);
        Lane.Hold hold = socket.lane().hold();
        before.whenGone(() -> hold.resume(new Lane.Task() {
            @Override
            protected void run() {
                search(asked);
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

    /** What the adapter has of the session; where it fails, nothing. */
    private CompletableFuture<Optional<SessionClaim>> restored(Asked asked) {
        CompletionStage<Optional<SessionClaim>> stage;
        try {
            stage = socket.namespace().adapter().restoreSession(asked.pid(), asked.offset());
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedStage(e);
        }
        return stage.exceptionally(failure -> {
                    LOG.warn("a session could not be looked for; its client is let in as a new one", failure);
                    return Optional.empty();
                })
                .toCompletableFuture();
    }

    private void await(CompletableFuture<Optional<SessionClaim>> stage) {
        Lane.Hold hold = socket.lane().hold();
        var unused = stage.thenAccept(claim -> hold.resume(new Lane.Task() {
            @Override
            protected void run() {
                if (take(claim)) {
                    admission.run();
                }
            }
        }));
    }

    /** Takes a session that was found, if one was; false where the client has gone again. */
    private boolean take(Optional<SessionClaim> claim) {
        if (claim.isEmpty()) {
            return true;
        }
        if (!ids.add(socket, recoverable, claim.get())) {
            claim.get().giveBack();
            return false;
        }
        socket.become(claim.get().session());
        return true;
    }
}
