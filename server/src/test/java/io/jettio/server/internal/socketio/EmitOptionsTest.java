package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.server.AckException;
import io.jettio.server.BroadcastOperator;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket.Writing;
import io.jettio.server.internal.fixture.Joined;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How an emit may be sent, and what it says became of it. */
class EmitOptionsTest {
    private static final int MOST_PACKETS = 8;

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench(options -> options.maxQueuedPackets(MOST_PACKETS));
    private final Joined one = Joined.to(bench);
    private final Joined other = Joined.to(bench);

    @AfterEach
    void close() {
        bench.close();
    }

    // ---------------------------------------------------------------- what became of it

    @Test
    void anEmitSaysWhatBecameOfIt() {
        assertThat(one.socket().emit("x")).isEqualTo(EmitResult.ACCEPTED);
        assertThat(bench.io().emit("x")).isEqualTo(new EmitResult(2, 0, 0));
        assertThat(bench.io().to("nobody").emit("x")).isEqualTo(EmitResult.NOBODY);
        one.socket().disconnect();
        assertThat(one.socket().emit("x")).isEqualTo(EmitResult.REFUSED);
        assertThat(one.socket().emit("x").isAccepted()).isFalse();
        assertThat(bench.io().emit("x").accepted()).isOne();
    }

    // ---------------------------------------------------------------- volatile

    @Test
    @Tag("feature:3.64")
    void aVolatileEventIsSentWhereItCanGoOutAtOnceAndElseDropped() {
        one.peer().writing(Writing.STALLED);
        one.socket().emit("under way");

        assertThat(one.socket().asVolatile().emit("x")).isEqualTo(EmitResult.DROPPED);
        assertThat(bench.io().asVolatile().emit("y")).isEqualTo(new EmitResult(1, 1, 0));
        one.peer().writing(Writing.AT_ONCE).completeWrites();
        assertThat(one.socket().asVolatile().emit("z", 1)).isEqualTo(EmitResult.ACCEPTED);

        assertThat(one.peer().sent()).containsExactly("42[\"under way\"]", "42[\"z\",1]");
        assertThat(other.peer().sent()).containsExactly("42[\"y\"]");
    }

    @Test
    void aVolatileEventBehindOthersOfOneHandlerGoesOutWithThem() {
        one.socket().on("go", payload -> {
            one.socket().emit("a");
            one.socket().asVolatile().emit("b");
            one.socket().emit("c");
        });
        one.peer().receive("42[\"go\"]");
        SocketIoBench.awaitSent(one.peer(), "42[\"a\"]", "42[\"b\"]", "42[\"c\"]");
    }

    @Test
    @Tag("feature:3.64")
    void overPollingAVolatileEventIsDroppedWhileTheClientDoesNotPoll() {
        PollingPeer polling = new PollingPeer(bench.core(), "4");
        polling.post("40");
        FakeExchange joined = polling.poll();
        eventually(() -> {
            assertThat(joined.isAnswered()).isTrue();
            assertThat(bench.core().health().mostQueuedPackets())
                    .as("under way")
                    .isZero();
        });

        assertThat(bench.io().asVolatile().emit("x")).isEqualTo(new EmitResult(2, 1, 0));
        FakeExchange poll = polling.poll();
        assertThat(bench.io().asVolatile().emit("y")).isEqualTo(new EmitResult(3, 0, 0));

        eventually(() -> assertThat(poll.body()).isEqualTo("42[\"y\"]"));
        polling.post("1");
    }

    @Test
    void aVolatileEventThatIsDroppedFailsItsAckAtOnce() {
        one.peer().writing(Writing.STALLED);
        one.socket().emit("under way");

        assertFails(one.socket().asVolatile().emitWithAck("q", String.class), AckException.Reason.DROPPED);

        assertThat(one.socket().timeout(Duration.ofSeconds(1)).emitWithAck("q", String.class))
                .isNotDone();
    }

    // ---------------------------------------------------------------- compress

    @Test
    @Tag("feature:3.65")
    void whatMustNotBeCompressedSaysSo() {
        one.socket().compress(false).emit("a", new byte[] {1});
        one.socket().compress(false).compress(true).emit("b");
        bench.io().compress(false).emit("c");
        assertThat(one.socket().compress(false).emitWithAck("d", String.class)).isNotDone();

        assertThat(one.peer().uncompressed())
                .containsExactly("451-[\"a\",{\"_placeholder\":true,\"num\":0}]", "<01>", "42[\"c\"]", "420[\"d\"]");
        assertThat(other.peer().uncompressed()).containsExactly("42[\"c\"]");
    }

    // ---------------------------------------------------------------- full queues

    @Test
    void anEmitMayHaveAPolicyOfItsOwn() {
        fill();
        assertThat(one.socket().policy(OutboundPolicy.dropNewest()).emit("new")).isEqualTo(EmitResult.DROPPED);
        assertThat(bench.io().policy(OutboundPolicy.dropNewest()).emit("new")).isEqualTo(new EmitResult(1, 1, 0));
        assertThat(one.socket().policy(OutboundPolicy.dropOldest()).emit("newest"))
                .isEqualTo(EmitResult.ACCEPTED);

        one.peer().writing(Writing.AT_ONCE).completeWrites();
        assertThat(one.peer().sent())
                .hasSize(MOST_PACKETS)
                .startsWith("42[\"0\"]", "42[\"2\"]")
                .endsWith("42[\"newest\"]");
        assertThat(one.socket().connected()).isTrue();
    }

    @Test
    void withoutOneTheServersPolicyHolds() {
        fill();
        assertThat(one.socket().emit("over")).isEqualTo(EmitResult.REFUSED);
        eventually(() -> assertThat(one.socket().connected()).isFalse());
    }

    @Test
    void aNewerEventTakesThePlaceOfAnOlderOneWithItsKey() {
        one.peer().writing(Writing.STALLED);
        one.socket().emit("under way");
        BroadcastOperator position = bench.io().policy(OutboundPolicy.coalesceBy("position"));
        for (int i = 0; i < 100; i++) {
            position.emit("position", i);
        }
        one.socket().policy(OutboundPolicy.coalesceBy("weather")).emit("weather", "rain");
        one.socket().emit("between");
        one.socket().policy(OutboundPolicy.coalesceBy("position")).emit("position", "last");

        one.peer().writing(Writing.AT_ONCE).completeWrites();
        assertThat(one.peer().sent())
                .containsExactly(
                        "42[\"under way\"]",
                        "42[\"weather\",\"rain\"]",
                        "42[\"between\"]",
                        "42[\"position\",\"last\"]");
        assertThat(other.peer().sent()).hasSize(100);
    }

    @Test
    void anEventThatIsDroppedFromTheQueueFailsItsAck() {
        one.peer().writing(Writing.STALLED);
        one.socket().emit("under way");
        CompletableFuture<String> asked =
                one.socket().policy(OutboundPolicy.coalesceBy("k")).emitWithAck("q", String.class);
        assertThat(asked).isNotDone();

        one.socket().policy(OutboundPolicy.coalesceBy("k")).emit("newer");

        assertFails(asked, AckException.Reason.DROPPED);
    }

    @Test
    void anEventThatTheDisconnectFindsInTheQueueFailsItsAckAsDisconnected() {
        one.peer().writing(Writing.STALLED);
        one.socket().emit("under way");
        CompletableFuture<String> asked =
                one.socket().policy(OutboundPolicy.dropNewest()).emitWithAck("q", String.class);
        one.peer().closeByPeer();
        assertFails(asked, AckException.Reason.DISCONNECTED);
    }

    private void fill() {
        one.peer().writing(Writing.STALLED);
        for (int i = 0; i < MOST_PACKETS; i++) {
            assertThat(one.socket().emit("" + i)).isEqualTo(EmitResult.ACCEPTED);
        }
    }

    // ---------------------------------------------------------------- writable

    @Test
    void whoHeardThatTheQueueIsLongIsToldOnceWhenItIsOut() {
        List<String> told = new CopyOnWriteArrayList<>();
        one.socket().onWritable(socket -> told.add("writable " + socket.isWritable()));
        one.socket().emit("short");
        assertThat(one.socket().isWritable()).isTrue();

        one.peer().writing(Writing.STALLED);
        for (int i = 0; i <= MOST_PACKETS / 4; i++) {
            one.socket().emit("x");
        }
        assertThat(one.socket().isWritable()).isFalse();
        assertThat(told).isEmpty();
        one.peer().writing(Writing.AT_ONCE).completeWrites();
        eventually(() -> assertThat(told).containsExactly("writable true"));

        one.socket().emit("y");
        one.socket().onWritable(socket -> told.add("again"));
        one.peer().writing(Writing.STALLED);
        one.socket().emit("under way");
        one.socket().asVolatile().emit("dropped");
        one.peer().writing(Writing.AT_ONCE).completeWrites();
        eventually(() -> assertThat(told).containsExactly("writable true", "again"));
        one.socket().disconnect();
        assertThat(one.socket().isWritable()).isFalse();
    }

    // ---------------------------------------------------------------- arguments

    @Test
    void nullArraysAndSeveralArgumentsArriveAsTheyAreAlsoWithAck() throws Exception {
        CompletableFuture<?> none = one.socket().emitWithAck("q", String.class);
        assertThat(one.socket().emitWithAck("q", String.class, (Object) null)).isNotDone();
        assertThat(one.socket().emitWithAck("q", String.class, (Object) new String[] {"a", "b"}))
                .isNotDone();
        assertThat(one.socket().emitWithAck("q", String.class, List.of(1), null, Map.of("k", new int[] {1})))
                .isNotDone();
        CompletableFuture<List<Integer>> typed = one.socket().emitWithAck("q", new TypeRef<List<Integer>>() {}, 1);
        assertThat(bench.io().to(one.socket().id()).emitWithAck("q", String.class, null, null))
                .isNotDone();

        assertThat(one.peer().sent())
                .containsExactly(
                        "420[\"q\"]",
                        "421[\"q\",null]",
                        "422[\"q\",[\"a\",\"b\"]]",
                        "423[\"q\",[1],null,{\"k\":[1]}]",
                        "424[\"q\",1]",
                        "425[\"q\",null,null]");
        one.peer().receive("434[[7,8]]").receive("430[]");
        assertThat(typed.get()).containsExactly(7, 8);
        assertThat(none.get()).isNull();
    }

    @Test
    void emittersAreImmutable() {
        var plain = one.socket().timeout(Duration.ofSeconds(1));
        plain.compress(false).emit("a");
        plain.asVolatile().policy(OutboundPolicy.dropNewest()).emit("b");
        plain.emit("c");
        assertThat(one.peer().uncompressed()).containsExactly("42[\"a\"]");
        assertThatThrownBy(() -> bench.io().timeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertFails(CompletableFuture<?> answer, AckException.Reason reason) {
        assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        AckException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
