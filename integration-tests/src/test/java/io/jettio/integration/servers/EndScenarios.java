package io.jettio.integration.servers;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.DisconnectReason;
import io.jettio.client.Manager;
import io.jettio.client.Socket;
import io.jettio.integration.Inbox;
import io.jettio.integration.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How connections end, and what comes after. */
final class EndScenarios {
    static final List<Scenario> ALL = List.of(
            Scenario.of("theClientLeaves", EndScenarios::clientLeaves),
            Scenario.of("theServerEndsTheNamespace", EndScenarios::serverEnds),
            Scenario.of("theServerEndsOneNamespaceOfTwo", EndScenarios::serverEndsOne),
            Scenario.of("theServerEndsTheConnection", EndScenarios::serverEndsAll),
            Scenario.of("aCutConnectionIsReplaced", EndScenarios::cut),
            Scenario.of("allNamespacesComeBack", EndScenarios::bothComeBack),
            Scenario.of("aRestartedServerGetsWhatWasBufferedInOrder", EndScenarios::restart),
            Scenario.of("aLostSessionIsRecoveredWhereTheServerCan", EndScenarios::recovered)
                    .with(Map.of(
                            "connectionStateRecovery",
                            Map.of("maxDisconnectionDuration", 60_000),
                            // so that the server misses a client soon that was cut off between two polls
                            "pingInterval",
                            300,
                            "pingTimeout",
                            6000)),
            Scenario.of("aHalfOpenConnectionIsFoundOut", EndScenarios::halfOpen)
                    .with(Map.of("pingInterval", 200, "pingTimeout", 3000)),
            Scenario.of("anIdleConnectionLivesByItsHeartbeat", EndScenarios::heartbeat)
                    .with(Map.of("pingInterval", 50, "pingTimeout", 20_000)),
            Scenario.of("aMalformedPacketEndsTheConnection", EndScenarios::malformed)
                    .thatInjects(),
            Scenario.of("theConnectionIsUpgradedAndWorksOn", EndScenarios::upgraded));

    private EndScenarios() {}

    /** What happens to a socket. */
    private static Inbox<Object> watch(Socket socket) {
        Inbox<Object> happened = new Inbox<>("what happened to a socket");
        socket.onConnect(() -> happened.put("connect"));
        socket.onDisconnect(happened::put);
        return happened;
    }

    private static void clientLeaves(Clients clients, ServerHandle server) {
        Socket socket = clients.connected();
        Inbox<Object> happened = watch(socket);
        assertThat(happened.take()).isEqualTo("connect");
        socket.emit("one", 1);
        socket.disconnect();
        assertThat(happened.take()).isEqualTo(DisconnectReason.IO_CLIENT_DISCONNECT);
        server.await("event / one [1]");
        server.await("left /");
        assertThat(socket.active()).isFalse();
        await().until(() -> server.transportsInUse().isEmpty());
    }

    private static void serverEnds(Clients clients, ServerHandle server) {
        Socket socket = clients.connected();
        Inbox<Object> happened = watch(socket);
        assertThat(happened.take()).isEqualTo("connect");
        server.await("joined /");
        server.disconnect("/");
        assertThat(happened.take()).isEqualTo(DisconnectReason.IO_SERVER_DISCONNECT);
        assertThat(socket.active()).isFalse();
        socket.connect();
        assertThat(happened.take()).isEqualTo("connect");
    }

    private static void serverEndsOne(Clients clients, ServerHandle server) throws Exception {
        Manager manager = clients.manager(options -> {});
        Socket main = Clients.connected(manager.socket("/"));
        Socket chat = Clients.connected(manager.socket("/chat"));
        Inbox<Object> happened = watch(chat);
        assertThat(happened.take()).isEqualTo("connect");
        server.await("joined /chat");
        server.disconnect("/chat");
        assertThat(happened.take()).isEqualTo(DisconnectReason.IO_SERVER_DISCONNECT);
        assertThat(main.call("echo", String.class, "still")).isEqualTo("still");
    }

    private static void serverEndsAll(Clients clients, ServerHandle server) {
        Manager manager = clients.manager(options -> {});
        Socket main = Clients.connected(manager.socket("/"));
        Socket chat = Clients.connected(manager.socket("/chat"));
        Inbox<Object> happened = watch(main);
        Inbox<Object> besides = watch(chat);
        assertThat(happened.take()).isEqualTo("connect");
        assertThat(besides.take()).isEqualTo("connect");
        server.await("joined /chat");
        server.awaitPoll();
        server.hold();
        server.disconnectAll();
        DisconnectReason told = server.differs(ServerDifference.CLOSES_WITHOUT_A_WORD)
                ? DisconnectReason.TRANSPORT_CLOSE
                : DisconnectReason.IO_SERVER_DISCONNECT;
        assertThat(happened.take()).isEqualTo(told);
        assertThat(besides.take()).isEqualTo(told);
        server.open();
    }

    private static void cut(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.connected();
        Inbox<Object> happened = watch(socket);
        assertThat(happened.take()).isEqualTo("connect");
        String id = socket.id();
        server.awaitPoll();
        server.hold();
        server.cut();
        assertThat(happened.take()).isIn(DisconnectReason.TRANSPORT_CLOSE, DisconnectReason.TRANSPORT_ERROR);
        assertThat(socket.active()).isTrue();
        server.open();
        assertThat(happened.take()).isEqualTo("connect");
        assertThat(socket.id()).isNotEqualTo(id);
        assertThat(socket.call("echo", String.class, "back")).isEqualTo("back");
    }

    private static void bothComeBack(Clients clients, ServerHandle server) throws Exception {
        Manager manager = clients.manager(options -> {});
        Socket main = Clients.connected(manager.socket("/"));
        Socket chat = Clients.connected(manager.socket("/chat"));
        server.awaitPoll();
        server.hold();
        server.cut();
        await().until(() -> !main.connected() && !chat.connected());
        server.open();
        await().until(() -> main.connected() && chat.connected());
        assertThat(main.call("echo", String.class, "a")).isEqualTo("a");
        assertThat(chat.call("echo", String.class, "b")).isEqualTo("b");
    }

    private static void restart(Clients clients, ServerHandle server) {
        Socket socket = clients.socket("/");
        Inbox<Object> echoes = new Inbox<>("echoes");
        socket.on("echoed", Object.class, echoes::put);
        Clients.connected(socket);
        Inbox<Object> happened = watch(socket);
        assertThat(happened.take()).isEqualTo("connect");
        server.awaitPoll();
        server.hold();
        server.cut();
        assertThat(happened.take()).isInstanceOf(DisconnectReason.class);
        server.restart();
        for (int i = 0; i < 10; i++) {
            socket.emit("echo", i);
        }
        server.open();
        assertThat(happened.take()).isEqualTo("connect");
        assertThat(echoes.take(10)).isEqualTo(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L));
    }

    private static void recovered(Clients clients, ServerHandle server) {
        Socket socket = clients.socket("/");
        Inbox<String> news = new Inbox<>("news");
        socket.on("news", String.class, news::put);
        Clients.connected(socket);
        Inbox<Object> happened = watch(socket);
        assertThat(happened.take()).isEqualTo("connect");
        server.await("joined /");
        settleUpgrade(clients, server);
        server.broadcast("/", "news", List.of("first"));
        assertThat(news.take()).isEqualTo("first");
        String id = socket.id();

        server.awaitPoll();
        server.hold();
        server.cut();
        assertThat(happened.take()).isInstanceOf(DisconnectReason.class);
        server.await("left /");
        server.broadcast("/", "news", List.of("missed"));
        server.open();

        assertThat(happened.take()).isEqualTo("connect");
        server.await("joined /");
        server.broadcast("/", "news", List.of("next"));
        boolean recovers = !server.differs(ServerDifference.RECOVERS_NOTHING);
        assertThat(socket.recovered()).isEqualTo(recovers);
        assertThat(id.equals(socket.id())).isEqualTo(recovers);
        List<String> expected = recovers ? List.of("missed", "next") : List.of("next");
        assertThat(news.take(expected.size())).isEqualTo(expected);
    }

    private static void halfOpen(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.connected();
        Inbox<Object> happened = watch(socket);
        assertThat(happened.take()).isEqualTo("connect");
        settleUpgrade(clients, server);
        server.freeze();
        assertThat(happened.take()).isEqualTo(DisconnectReason.PING_TIMEOUT);
        assertThat(happened.take()).isEqualTo("connect");
        assertThat(socket.call("echo", String.class, "back")).isEqualTo("back");
    }

    private static void heartbeat(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.connected();
        Inbox<Object> happened = watch(socket);
        assertThat(happened.take()).isEqualTo("connect");
        for (int i = 0; i < 3; i++) {
            server.ask("/", "unheard", List.of());
            assertThat(socket.timeout(Duration.ofMillis(100))
                            .emitWithAck("never", Object.class)
                            .handle((answer, failure) -> failure.getClass().getSimpleName())
                            .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("AckException");
        }
        assertThat(happened.present()).isEmpty();
        assertThat(socket.call("echo", String.class, "alive")).isEqualTo("alive");
    }

    private static void malformed(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.connected();
        Inbox<Object> happened = watch(socket);
        assertThat(happened.take()).isEqualTo("connect");
        settleUpgrade(clients, server);
        server.inject("2[\"x");
        assertThat(happened.take()).isEqualTo(DisconnectReason.PARSE_ERROR);
        assertThat(happened.take()).isEqualTo("connect");
        assertThat(socket.call("echo", String.class, "back")).isEqualTo("back");
    }

    private static void upgraded(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.connected();
        settleUpgrade(clients, server);
        for (int i = 0; i < 10; i++) {
            assertThat(socket.call("echo", Integer.class, i)).isEqualTo(i);
        }
        assertThat(server.transportsInUse())
                .containsExactly(clients.transports().last());
    }

    /** Returns when the only client is on the transport on which it stays. */
    static void settleUpgrade(Clients clients, ServerHandle server) {
        await().until(() ->
                server.transportsInUse().equals(List.of(clients.transports().last())));
    }
}
