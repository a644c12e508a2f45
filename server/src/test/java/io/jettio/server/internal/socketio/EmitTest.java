package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.json.JsonException;
import io.jettio.server.Socket;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.FakeWebSocket.Writing;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an emit becomes on the wire, and when. */
class EmitTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicReference<Socket> joined = new AtomicReference<>();
    private final FakeWebSocket peer;
    private final Socket socket;

    EmitTest() {
        bench.io().onConnection(joined::set);
        peer = bench.join();
        eventually(() -> assertThat(joined.get()).isNotNull());
        socket = joined.get();
    }

    @AfterEach
    void close() {
        release.countDown();
        bench.close();
    }

    @Test
    @Tag("feature:3.60")
    void anEmitIsAnEventPacket() {
        socket.emit("none");
        socket.emit("null", (Object) null);
        socket.emit("one", "€\"");
        socket.emit("list", List.of(1, 2));
        socket.emit("several", 1, null, Map.of("a", true));
        socket.send("text");

        assertThat(peer.sent())
                .containsExactly(
                        "42[\"none\"]",
                        "42[\"null\",null]",
                        "42[\"one\",\"€\\\"\"]",
                        "42[\"list\",[1,2]]",
                        "42[\"several\",1,null,{\"a\":true}]",
                        "42[\"message\",\"text\"]");
    }

    @Test
    @Tag("feature:2.5")
    void binaryFollowsItsHeaderInOneWrite() {
        socket.emit("b", new byte[] {1}, Map.of("x", ByteBuffer.wrap(new byte[] {2, 3})));

        assertThat(peer.writes())
                .containsExactly(List.of(
                        "452-[\"b\",{\"_placeholder\":true,\"num\":0},{\"x\":{\"_placeholder\":true,\"num\":1}}]",
                        "<01>",
                        "<0203>"));
    }

    @Test
    void whatTheCallerChangesAfterwardsIsNotSent() {
        peer.writing(Writing.STALLED);
        socket.emit("first");
        byte[] bytes = {1, 2};
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {3, 4});
        List<Object> list = new ArrayList<>(List.of("a"));
        Map<String, Object> map = new HashMap<>(Map.of("k", "v"));

        socket.emit("x", bytes, buffer, list, map);
        bench.io().emit("y", bytes, buffer, list, map);
        assertThat(socket.emitWithAck("z", String.class, bytes, list)).isNotDone();
        bytes[0] = 9;
        buffer.put(0, (byte) 9);
        list.add("b");
        map.put("k", "changed");
        peer.completeWrites();

        String arguments = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1},[\"a\"],{\"k\":\"v\"}]";
        assertThat(peer.sent())
                .containsExactly(
                        "42[\"first\"]",
                        "452-[\"x\"," + arguments,
                        "<0102>",
                        "<0304>",
                        "452-[\"y\"," + arguments,
                        "<0102>",
                        "<0304>",
                        "451-0[\"z\",{\"_placeholder\":true,\"num\":0},[\"a\"]]",
                        "<0102>");
        assertThat(buffer.remaining())
                .as("the caller's buffer is left as it was")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    @Tag("feature:3.73")
    void aReservedNameIsRefused(String event) {
        assertThatThrownBy(() -> socket.emit(event)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.io().emit(event)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.broadcast().emit(event, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.emitWithAck(event, String.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.call(event, String.class)).isInstanceOf(IllegalArgumentException.class);
        assertThat(peer.sent()).isEmpty();
    }

    @Test
    void whatCannotBeMappedThrowsAtTheCallerAndNothingIsSent() {
        assertThatThrownBy(() -> socket.emit("x", 1, Double.NaN)).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> bench.io().emit("x", Double.NaN)).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> socket.emitWithAck("x", String.class, Double.NaN))
                .isInstanceOf(JsonException.class);

        assertThat(socket.emitWithAck("y", String.class)).isNotDone();
        assertThat(peer.sent()).containsExactly("420[\"y\"]");
    }

    @Test
    void whatAHandlerEmitsGoesOutInOneWriteInItsOrder() {
        socket.on("x", payload -> {
            socket.emit("a");
            bench.io().emit("b");
            socket.to(socket.id()).emit("nobody");
            socket.emit("c");
        });

        peer.receive("42[\"x\"]");

        awaitSent(peer, "42[\"a\"]", "42[\"b\"]", "42[\"c\"]");
        assertThat(peer.writes()).hasSize(1);
    }

    @Test
    void aHandlerThatBlocksDoesNotHoldBackWhatItEmittedBefore() {
        socket.on("x", payload -> {
            socket.emit("before");
            release.await();
            socket.emit("after");
        });
        peer.receive("42[\"x\"]");

        eventually(bench.time(), () -> assertThat(peer.sent()).containsExactly("42[\"before\"]"));
        release.countDown();
        awaitSent(peer, "42[\"before\"]", "42[\"after\"]");
    }

    @Test
    void anEmitFromAnotherThreadDoesNotOvertakeWhatAHandlerEmittedBefore() {
        CountDownLatch emitted = new CountDownLatch(1);
        socket.on("x", payload -> {
            socket.emit("first");
            emitted.countDown();
            release.await();
        });
        peer.receive("42[\"x\"]");
        eventually(() -> assertThat(emitted.getCount()).isZero());

        socket.emit("second");

        assertThat(peer.sent()).containsExactly("42[\"first\"]", "42[\"second\"]");
    }

    @Test
    @Tag("feature:3.10")
    void eachNamespaceIsNamed() {
        AtomicReference<Socket> other = new AtomicReference<>();
        bench.io().of("a").onConnection(other::set);
        peer.receive("40/a,");
        eventually(() -> assertThat(other.get()).isNotNull());
        eventually(() -> assertThat(peer.sent()).hasSize(1));
        peer.forgetSent();

        other.get().emit("x", 1);
        assertThat(other.get().emitWithAck("q", String.class)).isNotDone();
        bench.io().of("/a").emit("y", new byte[] {1});

        assertThat(peer.sent())
                .containsExactly(
                        "42/a,[\"x\",1]", "42/a,0[\"q\"]", "451-/a,[\"y\",{\"_placeholder\":true,\"num\":0}]", "<01>");
    }
}
