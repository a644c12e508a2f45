package io.jettio.client.internal;

import io.jettio.client.ConnectError;
import io.jettio.client.ManagerOptions;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How one socket comes into its namespace: asks for the credentials where the application's code may block, for no longer
 * than connecting may take, then has CONNECT sent; and waits between tries. Strand, but for {@link #auth}.
 */
final class Joining {
    private final SocketImpl socket;
    private final Membership membership;
    private final ManagerImpl manager;
    private final Backoff backoff;

    private volatile Supplier<? extends CompletionStage<? extends @Nullable Object>> auth;

    // Answers to earlier rounds come too late.
    private int round;
    private Strand.@Nullable Timer timer;

    Joining(SocketImpl socket, Membership membership, ManagerImpl manager, ManagerOptions options) {
        this.socket = socket;
        this.membership = membership;
        this.manager = manager;
        this.auth = options.auth();
        this.backoff = new Backoff(
                manager::reconnectPolicy, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** Sets where the credentials come from, from the next join on. Any thread. */
    void auth(Supplier<? extends CompletionStage<? extends @Nullable Object>> value) {
        auth = value;
    }

    /** Joins over a connection. */
    void begin(Connection connection, Recovery.@Nullable Claim claim) {
        cancel();
        int mine = round;
        Duration limit = manager.options().engine().connectTimeout();
        timer = manager.strand()
                .after(
                        limit,
                        () -> failed(
                                mine,
                                connection,
                                new TimeoutException("the supplier of credentials did not answer within " + limit)));
        Supplied.ask(auth, manager.resources().tasks(), (credentials, failure) -> {
            List<Frame> connect = null;
            Throwable why = failure;
            if (failure == null) {
                try {
                    connect = connect(credentials, claim);
                } catch (RuntimeException unfit) {
                    why = unfit;
                }
            }
            List<Frame> frames = connect;
            Throwable cause = why;
            manager.strand().execute(() -> {
                if (cause != null) {
                    failed(mine, connection, cause);
                } else if (mine == round && frames != null && manager.link().isCurrent(connection)) {
                    cancel();
                    membership.join(connection, frames);
                }
            });
        });
    }

    private List<Frame> connect(@Nullable Object credentials, Recovery.@Nullable Claim claim) {
        Payload payload = manager.payload(credentials == null ? List.of() : List.of(credentials));
        Payload whole = claim == null ? payload : claim.with(manager.options().parser(), payload);
        return manager.encode(new ConnectPacket(socket.namespace(), "", whole));
    }

    private void failed(int mine, Connection connection, Throwable cause) {
        if (mine == round && manager.link().isCurrent(connection)) {
            cancel();
            ConnectError error =
                    ConnectError.failed(ConnectError.Stage.SUPPLIER, "no credentials: " + cause.getMessage(), cause);
            boolean again = backoff.mayGoOn();
            if (again) {
                later(backoff.next());
            }
            membership.notJoined(error, again);
        }
    }

    /** Joins after a delay, unless a new connection brings it about before. */
    void later(Duration delay) {
        cancel();
        timer = manager.strand().after(delay, () -> manager.link().socketActive(socket));
    }

    /** The socket has joined. */
    void succeeded() {
        cancel();
        backoff.reset();
    }

    /** Ends what is under way. */
    void cancel() {
        round++;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
