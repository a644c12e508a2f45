package io.jettio.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.server.SocketIoServer;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rooms and broadcasts to clients that travel differently. */
class BroadcastTest extends NodeInteropTest {
    private SocketIoServer io;

    @BeforeEach
    void startServer() {
        io = listening();
        io.onConnection(socket -> {
            socket.answer("join", String[].class, rooms -> {
                socket.join(rooms);
                return "joined";
            });
            socket.answer("leave", String.class, room -> {
                socket.leave(room);
                return "left";
            });
            socket.on("to others", payload -> socket.broadcast().emit("news", "others"));
            socket.on("to room", String.class, room -> socket.to(room).emit("news", room));
            socket.on(
                    "to room but",
                    String.class,
                    String.class,
                    (room, but) -> socket.to(room).except(but).emit("news", room));
        });
    }

    @Test
    @Tag("feature:2.7")
    void binaryReachesEveryClientByteExact() {
        Map<Transports, PeerSocket> clients = new EnumMap<>(Transports.class);
        for (Transports transports : Transports.values()) {
            clients.put(transports, client(io, transports).connect());
        }
        byte[] bytes = {0, 1, 2, (byte) 0xff};
        io.emit("file", Map.of("name", "a", "parts", List.of(bytes, Map.of("deep", bytes))), bytes);
        ByteBuffer expected = ByteBuffer.wrap(bytes);
        clients.forEach((transports, client) -> {
            PeerSocket.Event file = client.await("file");
            assertThat(file.arguments())
                    .as("over " + transports)
                    .containsExactly(
                            Map.of("name", "a", "parts", List.of(expected, Map.of("deep", expected))), expected);
            assertThat(file.transport()).isEqualTo(transports.last());
        });
    }

    @ParameterizedTest
    @EnumSource
    void memberOfSeveralRoomsGetsItOnce(Transports transports) {
        PeerSocket both = member(transports, "a", "b");
        PeerSocket one = member(transports, "b");
        PeerSocket none = member(transports);
        io.to("a").to("b").emit("news");
        assertEverybodyGot(List.of(both, one, none), List.of(1, 1, 0));
        io.to(List.of("a", "b", "nobody's")).emit("news");
        assertEverybodyGot(List.of(both, one, none), List.of(2, 2, 0));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:3.62")
    void exceptLeavesRoomsAndSocketsOut(Transports transports) {
        PeerSocket both = member(transports, "a", "b");
        PeerSocket one = client(io, transports).begin();
        String id = one.awaitConnect();
        one.ask("join", List.of("a"));
        PeerSocket none = member(transports);
        io.except("b").emit("news");
        assertEverybodyGot(List.of(both, one, none), List.of(0, 1, 1));
        io.to("a").except(id).emit("news");
        assertEverybodyGot(List.of(both, one, none), List.of(1, 1, 1));
        io.to(id).emit("news");
        assertEverybodyGot(List.of(both, one, none), List.of(1, 2, 1));
    }

    @ParameterizedTest
    @EnumSource
    void senderIsLeftOut(Transports transports) {
        PeerSocket sender = member(transports, "a");
        PeerSocket friend = member(transports, "a");
        PeerSocket stranger = member(transports, "b");
        sender.emit("to others");
        sender.emit("to room", "a");
        sender.ask("join", List.of("a"));
        assertEverybodyGot(List.of(sender, friend, stranger), List.of(0, 2, 1));
        stranger.emit("to room but", "a", "none");
        stranger.emit("to room but", "b", "none");
        stranger.ask("join", List.of("b"));
        assertEverybodyGot(List.of(sender, friend, stranger), List.of(1, 3, 1));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:3.80")
    void whoLeftARoomGetsNothingAnyMore(Transports transports) {
        PeerSocket stays = member(transports, "a");
        PeerSocket leaves = member(transports, "a");
        leaves.ask("leave", "a");
        io.to("a").emit("news");
        assertEverybodyGot(List.of(stays, leaves), List.of(1, 0));
        assertThat(io.of("/").socketsIn("a")).hasSize(1);
    }

    private PeerSocket member(Transports transports, String... rooms) {
        PeerSocket client = client(io, transports).connect();
        client.ask("join", List.of(rooms));
        return client;
    }

    /** Sends a last event to everybody, after which nothing earlier can still be on its way, and counts. */
    private void assertEverybodyGot(List<PeerSocket> clients, List<Integer> counts) {
        io.emit("last");
        clients.forEach(client -> client.await("last"));
        assertThat(clients.stream()
                        .map(client -> (int) client.eventNames().stream()
                                .filter("news"::equals)
                                .count())
                        .toList())
                .isEqualTo(counts);
    }
}
