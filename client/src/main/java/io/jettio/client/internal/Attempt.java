package io.jettio.client.internal;

import io.jettio.client.ConnectError;
import io.jettio.client.ManagerOptions;
import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.EngineException;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.client.internal.engine.Endpoint;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect: asks the suppliers, then goes through the endpoints until one opens. Each endpoint may take as
 * long as connecting may take; the time that the suppliers take is the first one's. Strand.
 */
final class Attempt {
    private static final Set<String> OF_THE_PROTOCOL = Set.of("EIO", "transport", "sid", "t");

    private final ManagerImpl manager;
    private final Link link;
    private final URI preferred;
    private final List<Target> left = new ArrayList<>();

    private boolean over;
    private boolean firstTried;
    private @Nullable Target current;
    private @Nullable Connection connection;
    private Strand.@Nullable Timer timer;

    /**
     * What to connect to.
     *
     * @param uri as the application names it
     * @param endpoint with the query
     */
    record Target(URI uri, Endpoint endpoint) {}

    Attempt(ManagerImpl manager, Link link, URI preferred) {
        this.manager = manager;
        this.link = link;
        this.preferred = preferred;
    }

    void start() {
        arm();
        ManagerOptions options = manager.options();
        if (options.isStatic()) {
            // Nothing to be asked: no hop to another thread.
            try {
                begin(targets(List.of(manager.uri()), Map.of()));
            } catch (RuntimeException unfit) {
                suppliersFailed(unfit);
            }
            return;
        }
        Supplied.ask(
                () -> {
                    CompletableFuture<? extends List<URI>> uris = options.endpoints()
                            .<CompletableFuture<? extends List<URI>>>map(
                                    supplier -> supplier.get().toCompletableFuture())
                            .orElseGet(() -> CompletableFuture.completedFuture(List.of(manager.uri())));
                    var query = options.query().get().toCompletableFuture();
                    return uris.thenCombine(query, (all, more) -> targets(all, more));
                },
                manager.resources().tasks(),
                (targets, failure) -> manager.strand().execute(() -> {
                    if (failure != null) {
                        suppliersFailed(failure);
                    } else if (targets != null) {
                        begin(targets);
                    }
                }));
    }

    private List<Target> targets(List<URI> uris, Map<String, String> query) {
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("no address");
        }
        StringBuilder more = new StringBuilder();
        query.forEach((name, value) -> {
            if (OF_THE_PROTOCOL.contains(name)) {
                throw new IllegalArgumentException("query parameter " + name + " belongs to the protocol");
            }
            more.append(more.isEmpty() ? "" : "&").append(encode(name)).append('=').append(encode(value));
        });
        List<Target> targets = new ArrayList<>();
        for (URI uri : uris) {
            String text = uri.toString();
            String whole = more.isEmpty() ? text : text + (uri.getRawQuery() == null ? "?" : "&") + more;
            targets.add(
                    new Target(uri, Endpoint.of(URI.create(whole), manager.options().engine())));
        }
        return targets;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void suppliersFailed(Throwable cause) {
        if (!over && current == null) {
            fail(ConnectError.failed(
                    ConnectError.Stage.SUPPLIER, "no address or query: " + cause.getMessage(), cause));
        }
    }

    private void begin(List<Target> targets) {
        if (over) {
            return;
        }
        int start = 0;
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).uri().equals(preferred)) {
                start = i;
            }
        }
        for (int i = 0; i < targets.size(); i++) {
            left.add(targets.get((start + i) % targets.size()));
        }
        next();
    }

    private void next() {
        Target target = left.remove(0);
        current = target;
        if (firstTried) {
            arm();
        }
        firstTried = true;
        Connection opening = new Connection(manager, link, target);
        connection = opening;
        link.opening(opening);
        opening.open();
    }

    private void arm() {
        if (timer != null) {
            timer.cancel();
        }
        Duration limit = manager.options().engine().connectTimeout();
        timer = manager.strand().after(limit, () -> tooLate(limit));
    }

    private void tooLate(Duration limit) {
        if (over) {
            return;
        }
        if (connection == null) {
            fail(ConnectError.failed(
                    ConnectError.Stage.SUPPLIER,
                    "the suppliers of address and query did not answer within " + limit,
                    new TimeoutException("no answer within " + limit)));
        } else {
            EngineException late =
                    new EngineException(EngineException.Stage.HTTP, "no handshake within " + limit, null);
            connection.session().abort(EngineCloseReason.TRANSPORT_ERROR, late);
        }
    }

    /** The connection that was being opened is open. */
    void succeeded() {
        stop();
    }

    /** The connection that was being opened has ended. */
    void failed(ConnectError error) {
        if (over) {
            return;
        }
        connection = null;
        if (left.isEmpty()) {
            fail(error);
        } else {
            next();
        }
    }

    private void fail(ConnectError error) {
        stop();
        link.attemptFailed(error);
    }

    /** Ends it without a word; a connection that is being opened is the caller's to close. */
    void stop() {
        over = true;
        if (timer != null) {
            timer.cancel();
        }
    }
}
