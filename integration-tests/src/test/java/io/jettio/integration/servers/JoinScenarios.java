package io.jettio.integration.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.ConnectError;
import io.jettio.client.DisconnectReason;
import io.jettio.client.Manager;
import io.jettio.client.Socket;
import io.jettio.integration.Inbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Namespaces and rooms: who gets in, who does not, and who gets what. */
final class JoinScenarios {
    static final List<Scenario> ALL = List.of(
            Scenario.of("authReachesTheServer", JoinScenarios::auth),
            Scenario.of("aRefusalHasMessageAndData", JoinScenarios::refusal),
            Scenario.of("aTokenOpensANamespace", JoinScenarios::token),
            Scenario.of("anUnknownNamespaceIsRefused", JoinScenarios::unknown),
            Scenario.of("connectTriesAgainAfterARefusal", JoinScenarios::again),
            Scenario.of("middlewareMayTakeItsTime", JoinScenarios::slow),
            Scenario.of("aNamespaceMayLieDeep", JoinScenarios::deep),
            Scenario.of("namespacesShareAConnectionAndNothingElse", JoinScenarios::shared),
            Scenario.of("aRefusalLeavesOtherNamespacesAlone", JoinScenarios::refusalBesideAnother),
            Scenario.of("aNamespaceIsLeftAndJoinedAgain", JoinScenarios::leftAndJoined),
            Scenario.of("roomsReachTheirMembersAndNobodyElse", JoinScenarios::rooms));

    private JoinScenarios() {}

    private static void auth(Clients clients, ServerHandle server) {
        Socket socket = clients.manager(options -> options.auth(Map.of("token", "a&b=c,ü")))
                .socket("/");
        Clients.connected(socket);
        server.await("joined / {\"token\":\"a&b=c,ü\"}");
        assertThat(socket.id()).isNotEmpty();
    }

    private static ConnectError refused(Socket socket) {
        Inbox<ConnectError> errors = new Inbox<>("refusals of " + socket.namespace());
        socket.onConnectError(errors::put);
        socket.connect();
        ConnectError error = errors.take();
        assertThat(error.refused()).isTrue();
        assertThat(socket.active()).isFalse();
        return error;
    }

    private static void refusal(Clients clients, ServerHandle server) {
        ConnectError error = refused(clients.socket("/admin"));
        List<Object> hints = new ArrayList<>(List.of("a"));
        hints.add(null);
        assertThat(error.message()).isEqualTo("not authorized");
        assertThat(error.data(Object.class)).contains(new LinkedHashMap<>(Map.of("code", 7L, "hints", hints)));
    }

    private static void token(Clients clients, ServerHandle server) {
        Clients.connected(clients.manager(options -> options.auth(() -> Map.of("token", "secret")))
                .socket("/admin"));
        server.await("joined /admin");
    }

    private static void unknown(Clients clients, ServerHandle server) {
        ConnectError error = refused(clients.socket("/nowhere"));
        assertThat(error.message())
                .isEqualTo(
                        server.differs(ServerDifference.REFUSES_WITH_A_STRING)
                                ? "Unable to connect"
                                : "Invalid namespace");
    }

    private static void again(Clients clients, ServerHandle server) {
        Socket socket = clients.socket("/fickle");
        assertThat(refused(socket).message()).isEqualTo("not yet");
        Clients.connected(socket);
        server.await("joined /fickle");
    }

    private static void slow(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.socket("/slow");
        Inbox<String> echoes = new Inbox<>("echoes");
        socket.on("echoed", String.class, echoes::put);
        socket.emit("echo", "early");
        socket.connect();
        server.await("waits /slow");
        assertThat(socket.connected()).isFalse();
        server.admit();
        assertThat(echoes.take()).isEqualTo("early");
    }

    private static void deep(Clients clients, ServerHandle server) throws Exception {
        Socket socket = Clients.connected(clients.socket("/deep/er/chat"));
        assertThat(socket.call("echo", byte[].class, (Object) new byte[] {1, 2}))
                .containsExactly(1, 2);
        server.await("event /deep/er/chat echo");
    }

    private static void shared(Clients clients, ServerHandle server) throws Exception {
        Manager manager = clients.manager(options -> {});
        Inbox<String> news = new Inbox<>("news");
        Socket main = manager.socket("/");
        Socket chat = manager.socket("/chat");
        main.on("news", String.class, text -> news.put("main " + text));
        chat.on("news", String.class, text -> news.put("chat " + text));
        Clients.connected(main);
        Clients.connected(chat);
        server.await("joined /chat");
        assertThat(server.transportsInUse()).hasSize(1);

        server.emit("/chat", "news", List.of("1"));
        assertThat(news.take()).isEqualTo("chat 1");
        server.emit("/", "news", List.of("2"));
        assertThat(news.take()).isEqualTo("main 2");
        assertThat(main.call("echo", String.class, "a")).isEqualTo("a");
        assertThat(chat.call("echo", String.class, "b")).isEqualTo("b");
    }

    private static void refusalBesideAnother(Clients clients, ServerHandle server) throws Exception {
        Manager manager = clients.manager(options -> {});
        Socket main = Clients.connected(manager.socket("/"));
        refused(manager.socket("/admin"));
        assertThat(main.call("echo", String.class, "still")).isEqualTo("still");
    }

    private static void leftAndJoined(Clients clients, ServerHandle server) throws Exception {
        Manager manager = clients.manager(options -> {});
        Clients.connected(manager.socket("/"));
        Socket chat = Clients.connected(manager.socket("/chat"));
        Inbox<DisconnectReason> reasons = new Inbox<>("reasons");
        chat.onDisconnect(reasons::put);

        chat.disconnect();
        assertThat(reasons.take()).isEqualTo(DisconnectReason.IO_CLIENT_DISCONNECT);
        server.await("left /chat");
        Clients.connected(chat);
        server.await("joined /chat");
        assertThat(chat.call("echo", String.class, "back")).isEqualTo("back");
    }

    private static void rooms(Clients clients, ServerHandle server) throws Exception {
        Inbox<String> said = new Inbox<>("what was said");
        Socket in = clients.socket("/");
        in.on("said", String.class, said::put);
        Clients.connected(in);
        Socket out = clients.socket("/");
        out.on("said", String.class, text -> said.put("wrong: " + text));
        Clients.connected(out);
        assertThat(in.call("join", String.class, "room")).isEqualTo("joined");

        out.emit("to", "room", "first");
        assertThat(said.take()).isEqualTo("first");
        assertThat(in.call("leave", String.class, "room")).isEqualTo("left");
        out.emit("to", "room", "to nobody");
        assertThat(out.call("echo", String.class, "x")).isEqualTo("x");
        assertThat(in.call("echo", String.class, "x")).isEqualTo("x");
        assertThat(said.present()).isEmpty();
    }
}
