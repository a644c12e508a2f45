package io.jettio.integration.node;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Patience;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.server.AckException;
import io.jettio.server.BroadcastAcks;
import io.jettio.server.RemoteSocket;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator does with the sockets that it chooses, as the official client sees it. */
class OperatorTest extends NodeInteropTest {
    private final Inbox<Socket> sockets = new Inbox<>("sockets");
    private SocketIoServer io;

    @BeforeEach
    void startServer() {
        io = listening();
        io.onConnection(sockets::put);
    }

    /** Over all transports at once: one of them does not answer, so the whole time passes. */
    @Test
    @Tag("feature:3.70")
    void broadcastAcksTellWhoAnsweredAndWhoDidNot() throws Exception {
        byte[] bytes = {0, 1, (byte) 0xff};
        Map<String, AckException.Reason> missing = new HashMap<>();
        for (Transports transports : Transports.values()) {
            client(io, transports).answering("q", "first").connect();
            client(io, transports).echoing("q").connect();
            missing.put(client(io, transports).begin().awaitConnect(), AckException.Reason.TIMEOUT);
        }

        BroadcastAcks<Object> partial = io.timeout(Duration.ofSeconds(5))
                .emitWithAck("q", Object.class, "second", Map.of("bytes", bytes))
                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(partial.values()).containsExactlyInAnyOrder("first", "second", "first", "second", "first", "second");
        assertThat(partial.missing()).isEqualTo(missing);
        assertThat(partial.complete()).isFalse();

        BroadcastAcks<Object> complete = io.except(missing.keySet())
                .emitWithAck("q", Object.class, "second")
                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(complete.asked()).isEqualTo(6);
        assertThat(complete.complete()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aRemoteSocketIsAskedMovedAndDisconnected(Transports transports) throws Exception {
        PeerSocket client = client(io, transports).answering("q", 42).connect();
        RemoteSocket remote = io.fetchSockets()
                .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)
                .values()
                .get(0);
        assertThat(remote.emitWithAck("q", Long.class, (Object) null).get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(42);
        assertThat(remote.call("q", Integer.class, new int[] {1, 2}, null)).isEqualTo(42);
        assertThat(client.await("q").arguments()).isEqualTo(Arrays.asList((Object) null));
        assertThat(client.await("q").arguments()).isEqualTo(Arrays.asList(List.of(1L, 2L), null));

        remote.join("red");
        io.to("red").send("to the room");
        assertThat(client.await("message").argument()).isEqualTo("to the room");
        remote.disconnect(false);
        assertThat(client.awaitDisconnect()).isEqualTo("io server disconnect");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:3.86")
    void socketsAreMovedAndDisconnectedTogether(Transports transports) {
        PeerSocket one = client(io, transports).connect();
        PeerSocket two = client(io, transports).connect();
        io.socketsJoin("red", "blue");
        io.in(sockets.take().id()).socketsLeave("red");
        io.to("red").to("blue").emit("both");
        io.of("/").closeRoom("red");
        io.to("red").emit("nobody");
        io.emit("last");
        for (PeerSocket each : List.of(one, two)) {
            each.await("last");
            assertThat(each.eventNames()).containsExactly("both", "last");
        }

        io.in("blue").disconnectSockets(true);
        assertThat(one.awaitDisconnect()).isEqualTo("io server disconnect");
        assertThat(two.awaitDisconnect()).isEqualTo("io server disconnect");
    }

    @ParameterizedTest
    @EnumSource
    void flagsChangeNothingThatArrives(Transports transports) {
        PeerSocket client = client(io, transports).connect();
        Socket socket = sockets.take();
        byte[] bytes = new byte[5_000];
        io.local().compress(false).emit("a", bytes, Map.of("deep", List.of(bytes)));
        socket.compress(true).emit("b", "text", null);
        PeerSocket.Event first = client.await("a");
        assertThat(first.arguments()).hasSize(2);
        assertThat(client.await("b").arguments()).isEqualTo(Arrays.asList("text", null));
    }

    @Test
    @Tag("feature:3.64")
    void aVolatileEventArrivesWhereTheClientIsIdle() {
        PeerSocket client = client(io, Transports.WEBSOCKET).connect();
        sockets.take();
        // Its transport is free when the last write is known to be over, which may be after the client has read it.
        await().pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(io.asVolatile().emit("x", 1)).isEqualTo(new EmitResult(1, 0, 0)));
        assertThat(client.await("x").argument()).isEqualTo(1L);
    }
}
