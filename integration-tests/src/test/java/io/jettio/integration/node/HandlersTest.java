package io.jettio.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.server.ConnectRefused;
import io.jettio.server.EventRefused;
import io.jettio.server.RateLimit;
import io.jettio.server.SocketIoServer;
import io.jettio.server.data.DataKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands around handlers, as the official client sees it. */
class HandlersTest extends NodeInteropTest {
    private static final DataKey<String> USER = DataKey.of("user", String.class);

    private final Inbox<String> told = new Inbox<>("told");

    @ParameterizedTest
    @EnumSource
    void clientGetsRefusalsAndMappedErrorsAsAcks(Transports transports) {
        SocketIoServer io = listening();
        io.onError(failure -> told.put(failure.event() + " " + failure.ackDue()));
        io.mapErrors(failure ->
                failure instanceof IllegalStateException ? List.of(Map.of("error", failure.getMessage())) : null);
        io.useOnEvents(call -> {
            if (call.event().equals("forbidden")) {
                throw new EventRefused("not yours", Map.of("code", 7));
            }
            return CompletableFuture.supplyAsync(call::proceed).thenCompose(stage -> stage);
        });
        io.onConnection(socket -> {
            socket.answer("broken", payload -> {
                throw new IllegalStateException("out of order");
            });
            socket.answer("half", int.class, n -> n / 2);
        });
        PeerSocket client = client(io, transports).connect();

        assertThat(client.ask("forbidden"))
                .containsExactly(Map.of("error", Map.of("message", "not yours", "data", Map.of("code", 7L))));
        assertThat(client.ask("broken")).containsExactly(Map.of("error", "out of order"));
        assertThat(client.ask("half", 42)).containsExactly(21L);
        assertThat(client.askInVain(200, "half", "no number")).isEqualTo("operation has timed out");
        assertThat(told.take(3)).containsExactly("forbidden false", "broken false", "half true");
    }

    @ParameterizedTest
    @EnumSource
    void clientIsJudgedLaterAndWhoItIsStaysWithItsSocket(Transports transports) {
        SocketIoServer io = listening();
        io.useAsync(connect -> CompletableFuture.runAsync(() ->
                connect.data().put(USER, String.valueOf(connect.auth(Auth.class).token()))));
        io.use(connect -> {
            if (connect.data().require(USER).equals("stranger")) {
                throw new ConnectRefused("who are you?", Map.of("user", "stranger"));
            }
        });
        io.onConnection(
                socket -> socket.answer("whoami", payload -> socket.data().require(USER)));

        PeerSocket ada =
                client(io, transports).option("auth", Map.of("token", "ada")).connect();
        PeerSocket stranger = client(io, transports)
                .option("auth", Map.of("token", "stranger"))
                .begin();

        assertThat(ada.ask("whoami")).containsExactly("ada");
        assertThat(stranger.awaitConnectError())
                .isEqualTo(new PeerSocket.ConnectError("who are you?", Map.of("user", "stranger")));
        assertThat(io.of("/").sockets()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void clientThatEmitsTooMuchIsToldSo(Transports transports) {
        SocketIoServer io = listening();
        io.limitEvents(
                "save",
                RateLimit.of(2, Duration.ofHours(1))
                        .answer((socket, event, arguments) -> RateLimit.Verdict.ack(List.of("slow down"))));
        io.onConnection(socket -> socket.answer("save", payload -> "saved"));
        PeerSocket client = client(io, transports).connect();

        assertThat(client.ask("save")).containsExactly("saved");
        assertThat(client.ask("save")).containsExactly("saved");
        assertThat(client.ask("save")).containsExactly("slow down");
    }

    @ParameterizedTest
    @EnumSource
    void listenersToAnythingSeeWhatComesAndGoes(Transports transports) {
        SocketIoServer io = listening();
        io.onConnection(socket -> {
            socket.onAny((event, arguments) -> told.put("in " + event + arguments.json()));
            socket.onAnyOutgoing((event, arguments) -> told.put("out " + event + arguments.json()));
            socket.onDisconnecting(
                    reason -> told.put("disconnecting " + socket.rooms().contains("lobby")));
            socket.onDisconnect(reason -> told.put("disconnect " + reason));
            socket.join("lobby");
            socket.once("hi", payload -> io.to("lobby").emit("welcome", 1));
        });
        PeerSocket client = client(io, transports).connect();

        client.emit("hi", "a");
        assertThat(client.await("welcome").argument()).isEqualTo(1L);
        client.disconnect();

        assertThat(told.take(4))
                .containsExactly(
                        "in hi[\"a\"]",
                        "out welcome[1]",
                        "disconnecting true",
                        "disconnect client namespace disconnect");
    }

    /** What the clients authenticate with. */
    record Auth(String token) {}
}
