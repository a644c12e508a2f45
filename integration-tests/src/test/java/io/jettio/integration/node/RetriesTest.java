package io.jettio.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Patience;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.server.Deduplication;
import io.jettio.server.SocketIoServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official client sends again what is not acknowledged in time; the server handles it once. */
class RetriesTest extends NodeInteropTest {
    private final Inbox<String> arrivals = new Inbox<>("arrivals");
    private final AtomicInteger runs = new AtomicInteger();

    /** A server that knows events by their first argument, and tells of each that comes. */
    private SocketIoServer deduplicating() {
        SocketIoServer io = listening();
        io.of("/").deduplicate(Deduplication.by((socket, event, arguments) -> {
            String key = arguments.get(0, String.class);
            arrivals.put(socket.id());
            return key;
        }));
        return io;
    }

    private static PeerSocket.Plan retrying(SocketIoServer io, Transports transports, int ackTimeout) {
        return client(io, transports)
                .option("retries", 1_000) // as many as it takes while this process stands still
                .option("ackTimeout", ackTimeout)
                .option("reconnectionDelay", 20);
    }

    private CompletionStage<?> run(CompletionStage<?> stage) {
        runs.incrementAndGet();
        return stage;
    }

    @ParameterizedTest
    @EnumSource
    void ackThatComesLaterThanTheClientWaitsReachesItsNextTry(Transports transports) throws Exception {
        SocketIoServer io = deduplicating();
        CompletableFuture<Object> saved = new CompletableFuture<>();
        io.onConnection(socket ->
                socket.answer("save", String.class, id -> run(saved.thenApply(done -> List.of(id, done)))));
        PeerSocket client = retrying(io, transports, 300).connect();

        List<Object> answer = asked(client, () -> {
            arrivals.take(3);
            saved.complete("saved");
        });

        assertThat(answer).containsExactly(List.of("id-1", "saved"));
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void ackThatADroppedConnectionCutsReachesTheTryAfterTheReconnect(Transports transports) throws Exception {
        SocketIoServer io = deduplicating();
        CompletableFuture<Object> saved = new CompletableFuture<>();
        Inbox<String> gone = new Inbox<>("sockets that are gone");
        io.onConnection(socket -> {
            socket.onDisconnect(reason -> gone.put(socket.id()));
            socket.answer("save", String.class, id -> run(saved));
        });
        PeerSocket client = retrying(io, transports, 30_000).connect();

        List<Object> answer = asked(client, () -> {
            String first = arrivals.take();
            client.closeEngine();
            assertThat(gone.take()).isEqualTo(first);
            saved.complete("saved"); // to a client that is not there, or to one that asks again
            assertThat(arrivals.take()).isNotEqualTo(first);
        });

        assertThat(answer).containsExactly("saved");
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatFailedIsHandledAgainWhenTheClientTriesAgain(Transports transports) throws Exception {
        SocketIoServer io = deduplicating();
        io.onError(failure -> {});
        io.onConnection(socket -> socket.answer("save", String.class, id -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
            }
            return "saved";
        }));
        PeerSocket client = retrying(io, transports, 300).connect();

        assertThat(asked(client, () -> arrivals.take(2))).containsExactly("saved");
        assertThat(runs).hasValue(2);
    }

    /** Has the client ask, and does something meanwhile. */
    private static List<Object> asked(PeerSocket client, Runnable meanwhile) throws Exception {
        ExecutorService asking = Executors.newSingleThreadExecutor();
        try {
            var answer = asking.submit(() -> client.ask("save", "id-1"));
            meanwhile.run();
            return answer.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        } finally {
            asking.shutdownNow();
        }
    }
}
