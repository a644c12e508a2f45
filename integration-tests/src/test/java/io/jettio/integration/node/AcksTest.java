package io.jettio.integration.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.integration.Inbox;
import io.jettio.integration.Patience;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.protocol.handler.Ack;
import io.jettio.server.AckEmitter;
import io.jettio.server.AckException;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Acks in both directions. */
class AcksTest extends NodeInteropTest {
    private final Inbox<Socket> sockets = new Inbox<>("sockets");

    @ParameterizedTest
    @EnumSource
    void serverAnswersNowLaterAndWithAStage(Transports transports) {
        SocketIoServer io = listening();
        Inbox<Ack> owed = new Inbox<>("acks that are owed");
        Inbox<CompletableFuture<Object>> stages = new Inbox<>("stages");
        io.onConnection(socket -> {
            socket.onWithAck("now", Long.class, (number, ack) -> ack.send(number + 1, "done"));
            socket.onWithAck("nothing", (payload, ack) -> ack.send());
            socket.onWithAck("later", (payload, ack) -> owed.put(ack));
            socket.on("settle", payload -> owed.take().send(Map.of("late", true)));
            socket.answer("sum", Long.class, Long.class, Long::sum);
            socket.answer("binary", ByteBuffer.class, bytes -> List.of(bytes, "and text"));
            socket.answer("stage", payload -> begun(stages));
            socket.on("complete", payload -> stages.take().complete("in the end"));
        });
        PeerSocket client = client(io, transports).connect();

        assertThat(client.ask("now", 41)).containsExactly(42L, "done");
        assertThat(client.ask("nothing")).isEmpty();
        assertThat(client.ask("sum", 1, 2)).containsExactly(3L);
        assertThat(client.ask("binary", new byte[] {0, 1, 2, -1}))
                .containsExactly(List.of(ByteBuffer.wrap(new byte[] {0, 1, 2, -1}), "and text"));
        PeerSocket other = client(io, transports).connect();
        other.emit("settle");
        assertThat(client.ask("later")).containsExactly(Map.of("late", true));
        other.emit("complete");
        assertThat(client.ask("stage")).containsExactly("in the end");
    }

    private static CompletionStage<Object> begun(Inbox<CompletableFuture<Object>> stages) {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        stages.put(stage);
        return stage;
    }

    @ParameterizedTest
    @EnumSource
    void clientWhoseEventIsNotAcknowledgedTimesOut(Transports transports) {
        SocketIoServer io = listening();
        io.onConnection(socket -> socket.onWithAck("never", (payload, ack) -> {}));
        PeerSocket client = client(io, transports).connect();
        assertThat(client.askInVain(200, "never")).isEqualTo("operation has timed out");
    }

    @ParameterizedTest
    @EnumSource
    void clientAnswersAFutureAndACallInsideAHandler(Transports transports) throws Exception {
        SocketIoServer io = listening();
        Inbox<String> answers = new Inbox<>("answers");
        io.onConnection(socket -> {
            sockets.put(socket);
            socket.on("start", payload -> {
                answers.put("called " + socket.call("name", String.class));
                answers.put("echoed " + socket.call("echo", Long.class, 7, "more"));
                answers.put("joined "
                        + socket.emitWithAck("name", String.class)
                                .thenApply(String::length)
                                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS));
            });
        });
        PeerSocket client =
                client(io, transports).answering("name", "Ada").echoing("echo").connect();

        client.emit("start");
        assertThat(answers.take(3)).containsExactly("called Ada", "echoed 7", "joined 3");

        Socket socket = sockets.take();
        byte[] bytes = {0, 1, 2, (byte) 0xff};
        assertThat(socket.emitWithAck("echo", byte[].class, (Object) bytes)
                        .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource
    void serverWhoseEventIsNotAcknowledgedTimesOut(Transports transports) {
        SocketIoServer io = listening();
        io.onConnection(sockets::put);
        PeerSocket client = client(io, transports).connect();
        AckEmitter hasty = sockets.take().timeout(Duration.ofMillis(100));
        assertThatThrownBy(() -> hasty.call("never", String.class))
                .isInstanceOfSatisfying(
                        AckException.class, e -> assertThat(e.reason()).isEqualTo(AckException.Reason.TIMEOUT));
        CompletableFuture<String> future = hasty.emitWithAck("never", String.class);
        assertThatThrownBy(() -> future.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        AckException.class, e -> assertThat(e.reason()).isEqualTo(AckException.Reason.TIMEOUT));
        assertThat(client.await("never").arguments()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void disconnectFailsPendingAcksAtOnce(Transports transports) {
        SocketIoServer io = listening();
        io.onConnection(sockets::put);
        PeerSocket client = client(io, transports).connect();
        Socket socket = sockets.take();
        CompletableFuture<String> future = socket.emitWithAck("never", String.class);
        client.await("never");

        client.disconnect();

        assertThatThrownBy(() -> future.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        AckException.class, e -> assertThat(e.reason()).isEqualTo(AckException.Reason.DISCONNECTED));
        assertThatThrownBy(() -> socket.call("never", String.class))
                .isInstanceOfSatisfying(
                        AckException.class, e -> assertThat(e.reason()).isEqualTo(AckException.Reason.DISCONNECTED));
    }
}
