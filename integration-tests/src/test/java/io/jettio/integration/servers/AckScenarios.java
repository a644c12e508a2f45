package io.jettio.integration.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.client.AckException;
import io.jettio.client.Socket;
import io.jettio.integration.Inbox;
import io.jettio.integration.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Acks both ways. */
final class AckScenarios {
    static final List<Scenario> ALL = List.of(
            Scenario.of("anAckHasItsAnswer", AckScenarios::answered),
            Scenario.of("acksAreToldApart", AckScenarios::manyAtOnce),
            Scenario.of("anAckThatDoesNotComeTimesOut", AckScenarios::timeout),
            Scenario.of("aLateAckIsIgnored", AckScenarios::late),
            Scenario.of("theSecondAckIsIgnored", AckScenarios::twice),
            Scenario.of("disconnectFailsWhatIsPending", AckScenarios::disconnected),
            Scenario.of("whatIsAskedBeforeConnectIsAnswered", AckScenarios::early),
            Scenario.of("whatIsOutOfTimeBeforeConnectIsNotSent", AckScenarios::outOfTime),
            Scenario.of("theServerIsAnswered", AckScenarios::asked),
            Scenario.of("theServerIsAnsweredWithBinary", AckScenarios::askedForBinary),
            Scenario.of("theServerIsAnsweredOnce", AckScenarios::askedOnce),
            Scenario.of("theServerIsAnsweredLater", AckScenarios::askedAndAnsweredLater),
            Scenario.of("aListenerMayAsk", AckScenarios::inside));

    private AckScenarios() {}

    private static void answered(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.connected();
        assertThat(socket.call("echo", String.class, "x")).isEqualTo("x");
        assertThat(socket.call("echo", byte[].class, (Object) new byte[] {1})).containsExactly(1);
        assertThat(socket.call("echo", Object.class)).isNull();
    }

    private static void manyAtOnce(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.connected();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(socket.emitWithAck("echo", Integer.class, i));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(answers.get(i).get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(i);
        }
    }

    private static void timeout(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.connected();
        assertThatThrownBy(() -> socket.timeout(Duration.ofMillis(50)).call("never", Object.class))
                .isInstanceOfSatisfying(
                        AckException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(AckException.Reason.TIMEOUT));
        server.await("event / never");
        assertThat(socket.call("echo", String.class, "x")).isEqualTo("x");
    }

    private static void late(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.connected();
        CompletableFuture<Object> answer = socket.timeout(Duration.ofMillis(50)).emitWithAck("late", Object.class);
        assertThatThrownBy(() -> answer.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(AckException.class);
        server.await("event / late");
        server.answer();
        assertThat(socket.call("echo", String.class, "x")).isEqualTo("x");
        assertThat(socket.call("echo", String.class, "y")).isEqualTo("y");
    }

    private static void twice(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.connected();
        assertThat(socket.call("twice", String.class)).isEqualTo("first");
        assertThat(socket.call("echo", String.class, "x")).isEqualTo("x");
    }

    private static void disconnected(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.connected();
        CompletableFuture<Object> answer = socket.emitWithAck("never", Object.class);
        server.await("event / never");
        socket.disconnect();
        assertThatThrownBy(() -> answer.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        AckException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(AckException.Reason.DISCONNECTED));
    }

    private static void early(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.socket("/");
        CompletableFuture<String> answer = socket.emitWithAck("echo", String.class, "early");
        socket.connect();
        assertThat(answer.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("early");
    }

    private static void outOfTime(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.socket("/");
        CompletableFuture<String> answer =
                socket.timeout(Duration.ofMillis(20)).emitWithAck("echo", String.class, "too late");
        assertThatThrownBy(() -> answer.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(AckException.class);
        Clients.connected(socket);
        assertThat(socket.call("echo", String.class, "in time")).isEqualTo("in time");
        server.await("event / echo [\"in time\"]");
        assertThat(server.journal().stream("server")).noneMatch(line -> line.contains("too late"));
    }

    private static void asked(Clients clients, ServerHandle server) {
        Socket socket = clients.socket("/");
        socket.answer("question", Integer.class, number -> number + 1);
        Clients.connected(socket);
        server.await("joined /");
        server.ask("/", "question", List.of(41));
        server.await("answer [42]");
    }

    private static void askedForBinary(Clients clients, ServerHandle server) {
        Socket socket = clients.socket("/");
        socket.answer("question", byte[].class, bytes -> bytes);
        Clients.connected(socket);
        server.await("joined /");
        server.ask("/", "question", List.of(new byte[] {0, 1}));
        server.await("answer [" + ServerHandle.attachment(new byte[] {0, 1}) + "]");
    }

    private static void askedOnce(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.socket("/");
        socket.onWithAck("question", (payload, ack) -> {
            assertThat(ack.send("first")).isTrue();
            assertThat(ack.send("second")).isFalse();
        });
        Clients.connected(socket);
        server.await("joined /");
        server.ask("/", "question", List.of());
        server.await("answer [\"first\"]");
        assertThat(socket.call("echo", String.class, "x")).isEqualTo("x");
        assertThat(server.journal().stream("server")).noneMatch(line -> line.contains("second"));
    }

    private static void askedAndAnsweredLater(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.socket("/");
        Inbox<io.jettio.protocol.handler.Ack> acks = new Inbox<>("acks to be sent");
        socket.onWithAck("question", (payload, ack) -> acks.put(ack));
        Clients.connected(socket);
        server.await("joined /");
        server.ask("/", "question", List.of());
        io.jettio.protocol.handler.Ack ack = acks.take();
        assertThat(socket.call("echo", String.class, "meanwhile")).isEqualTo("meanwhile");
        ack.send("a", "b");
        server.await("answer [\"a\",\"b\"]");
    }

    private static void inside(Clients clients, ServerHandle server) {
        Socket socket = clients.socket("/");
        Inbox<String> answers = new Inbox<>("answers");
        socket.on("news", payload -> answers.put(socket.call("echo", String.class, "from inside")));
        Clients.connected(socket);
        server.await("joined /");
        server.emit("/", "news", List.of());
        assertThat(answers.take()).isEqualTo("from inside");
    }
}
