package io.jettio.client.internal;

import static io.jettio.client.internal.ManagerFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.client.AckException;
import io.jettio.client.BufferFullException;
import io.jettio.client.OverflowPolicy;
import io.jettio.client.Socket;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonInput;
import io.jettio.protocol.json.JsonOutput;
import io.jettio.protocol.parser.JsonParser;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What waits for a connection, and what does not. */
final class SendingTest {
    private static void assertFailed(CompletableFuture<?> ack, AckException.Reason reason) {
        assertThat(ack).isCompletedExceptionally();
        assertThatThrownBy(ack::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        AckException.class,
                        e -> Assertions.assertThat(e.reason()).isEqualTo(reason));
    }

    private static List<String> flushed(ManagerFixture test, Socket socket) {
        socket.connect();
        test.server.run();
        test.server.open();
        test.server.heard();
        test.accept("/");
        return test.server.heard();
    }

    @Test
    @Tag("feature:4.9")
    void bufferRefusesBeyondItsBounds() {
        ManagerFixture test = new ManagerFixture(o -> o.sendBufferPackets(2));
        Socket socket = test.manager.socket("/");
        socket.emit("a");
        socket.emit("b");
        assertThatThrownBy(() -> socket.emit("c")).isInstanceOf(BufferFullException.class);
        assertFailed(socket.emitWithAck("c", String.class), AckException.Reason.BUFFER_FULL);
        assertThat(flushed(test, socket)).containsExactly("42[\"a\"]", "42[\"b\"]");
        socket.emit("c");
        socket.emit("d");
        socket.emit("e");
        assertThat(test.server.heard()).as("connected, it does not count").hasSize(3);
    }

    @Test
    void anErrorOfTheCodecEndsTheWaitForAnAnswer() {
        JsonCodec failing = new JsonCodec() {
            @Override
            public void write(Object value, JsonOutput out) {
                GsonJsonCodec.shared().write(value, out);
            }

            @Override
            public Object read(JsonInput in, Type type) {
                if (type == SendingTest.class) {
                    throw new LinkageError("no class for " + type);
                }
                return GsonJsonCodec.shared().read(in, type);
            }
        };
        ManagerFixture test = new ManagerFixture(o -> o.parser(new JsonParser(failing)));
        Socket socket = test.manager.socket("/");
        CompletableFuture<SendingTest> answer = socket.emitWithAck("ask", SendingTest.class);
        assertThat(flushed(test, socket)).containsExactly("420[\"ask\"]");
        test.server.say("430[{}]");
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join).hasRootCauseInstanceOf(LinkageError.class);
    }

    @Test
    @Tag("feature:4.9")
    void bufferIsBoundedInBytes() {
        ManagerFixture test =
                new ManagerFixture(o -> o.sendBufferBytes(20).sendBufferOverflow(OverflowPolicy.DROP_OLDEST));
        Socket socket = test.manager.socket("/");
        socket.emit("aaaaaa");
        socket.emit("b", "a single one that is too large passes");
        assertThat(flushed(test, socket)).containsExactly("42[\"b\",\"a single one that is too large passes\"]");
    }

    @Test
    @Tag("feature:4.9")
    void oldestGivesWay() {
        ManagerFixture test =
                new ManagerFixture(o -> o.sendBufferPackets(2).sendBufferOverflow(OverflowPolicy.DROP_OLDEST));
        Socket socket = test.manager.socket("/");
        CompletableFuture<String> first = socket.emitWithAck("a", String.class);
        socket.emit("b");
        assertThat(socket.emit("c")).isEqualTo(EmitResult.ACCEPTED);
        test.server.run();
        assertFailed(first, AckException.Reason.DROPPED);
        assertThat(flushed(test, socket)).containsExactly("42[\"b\"]", "42[\"c\"]");
    }

    @Test
    @Tag("feature:4.9")
    void newestIsDropped() {
        ManagerFixture test =
                new ManagerFixture(o -> o.sendBufferPackets(1).sendBufferOverflow(OverflowPolicy.DROP_NEWEST));
        Socket socket = test.manager.socket("/");
        socket.emit("a");
        assertThat(socket.emit("b")).isEqualTo(EmitResult.DROPPED);
        assertFailed(socket.emitWithAck("c", String.class), AckException.Reason.DROPPED);
        assertThat(flushed(test, socket)).containsExactly("42[\"a\"]");
    }

    @Test
    void lifeOfAnEventEndsInTheBuffer() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.manager.socket("/");
        socket.timeToLive(SECOND).emit("short");
        CompletableFuture<String> ack = socket.timeToLive(SECOND).emitWithAck("short", String.class);
        socket.timeToLive(Duration.ofSeconds(3)).emit("long");
        test.server.advance(SECOND);
        assertFailed(ack, AckException.Reason.EXPIRED);
        assertThat(flushed(test, socket)).containsExactly("42[\"long\"]");
        assertThat(test.server.timers())
                .as("the heartbeat's, and that of acks until it rings")
                .isEqualTo(2);
    }

    @Test
    @Tag("feature:4.12")
    void cancelledAndTimedOutEventsLeaveTheBuffer() {
        ManagerFixture test = new ManagerFixture(o -> o.sendBufferPackets(2));
        Socket socket = test.manager.socket("/");
        CompletableFuture<String> cancelled = socket.emitWithAck("a", String.class);
        CompletableFuture<String> late = socket.timeout(SECOND).emitWithAck("b", String.class);
        test.server.run();
        cancelled.cancel(false);
        test.server.advance(SECOND);
        assertFailed(late, AckException.Reason.TIMEOUT);
        socket.emit("c");
        socket.emit("d");
        assertThat(flushed(test, socket)).as("there was room again").containsExactly("42[\"c\"]", "42[\"d\"]");
    }

    @Test
    @Tag("feature:4.13")
    void disconnectFailsWhatWasSentAndKeepsWhatWaits() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.connected("/");
        CompletableFuture<String> sent = socket.emitWithAck("sent", String.class);
        test.server.run();
        test.server.cut();
        assertFailed(sent, AckException.Reason.DISCONNECTED);
        CompletableFuture<String> waits = socket.emitWithAck("waits", String.class);
        test.server.advance(SECOND);
        test.server.open();
        test.accept("/");
        assertThat(waits).isNotDone();
        test.server.say("431[\"answer\"]");
        assertThat(waits).isCompletedWithValue("answer");
    }

    @Test
    @Tag("feature:4.10")
    void volatileEventIsDroppedWithoutAConnection() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.manager.socket("/");
        socket.asVolatile().emit("gone");
        CompletableFuture<String> ack = socket.asVolatile().emitWithAck("gone", String.class);
        test.server.run();
        assertFailed(ack, AckException.Reason.DROPPED);
        assertThat(flushed(test, socket)).isEmpty();
    }

    @Test
    @Tag("feature:4.10")
    void volatileEventIsDroppedWhileTheTransportIsBusy() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.connected("/");
        socket.asVolatile().emit("first");
        assertThat(test.server.sent()).as("not written yet").containsExactly("42[\"first\"]");
        socket.asVolatile().emit("busy");
        assertThat(test.server.heard()).containsExactly("42[\"first\"]");
        socket.asVolatile().emit("free");
        assertThat(test.server.heard()).containsExactly("42[\"free\"]");
    }

    @Test
    @Tag("feature:4.15")
    void listenersToOutgoingEventsHearOfThemWhenTheyAreSent() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.manager.socket("/");
        socket.onAnyOutgoing((event, arguments) -> test.told.add("second " + event + arguments.json()));
        socket.prependAnyOutgoing((event, arguments) -> test.told.add("first " + event));
        socket.emit("a", 1);
        assertThat(test.told()).isEmpty();
        flushed(test, socket);
        assertThat(test.told()).containsExactly("open", "first a", "second a[1]");
        socket.offAnyOutgoing();
        socket.emit("b");
        assertThat(test.told()).isEmpty();
    }

    @Test
    @Tag("feature:4.15")
    @Tag("feature:4.16")
    void listenersAreKeptInTheirOrderAndListed() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.connected("/");
        socket.on("e", p -> test.told.add("on"));
        socket.once("e", p -> test.told.add("once"));
        socket.prepend("e", p -> test.told.add("first"));
        socket.onAny((event, arguments) -> test.told.add("any"));
        socket.prependAny((event, arguments) -> test.told.add("first any"));
        assertThat(socket.eventNames()).containsExactly("e");
        test.server.say("42[\"e\"]");
        assertThat(test.told()).containsExactly("first any", "any", "first", "on", "once");
        socket.offAny();
        test.server.say("42[\"e\"]");
        assertThat(test.told()).containsExactly("first", "on");
        socket.off("e");
        assertThat(socket.eventNames()).isEmpty();
    }

    @Test
    @Tag("feature:4.11")
    void eventIsSentAgainUntilItIsAcknowledgedBeforeTheNext() {
        ManagerFixture test = new ManagerFixture(o -> o.retries(2).ackTimeout(SECOND));
        Socket socket = test.connected("/");
        CompletableFuture<String> first = socket.emitWithAck("a", String.class);
        socket.emit("b");
        assertThat(test.server.heard()).containsExactly("420[\"a\"]");
        test.server.advance(SECOND);
        assertThat(test.server.heard()).containsExactly("421[\"a\"]");
        test.server.say("430[\"late\"]");
        assertThat(first).as("an answer to the first try comes too late").isNotDone();
        test.server.say("431[\"done\"]");
        assertThat(first).isCompletedWithValue("done");
        assertThat(test.server.heard()).containsExactly("422[\"b\"]");
    }

    @Test
    @Tag("feature:4.12")
    void eachAckHasItsOwnTimeThoughOneTimerRingsForAll() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.connected("/");
        Duration third = SECOND.multipliedBy(3);
        CompletableFuture<String> longest = socket.timeout(third).emitWithAck("a", String.class);
        CompletableFuture<String> answered = socket.timeout(SECOND).emitWithAck("b", String.class);
        CompletableFuture<String> middle =
                socket.timeout(SECOND.multipliedBy(2)).emitWithAck("c", String.class);
        test.server.run();
        assertThat(test.server.timers()).as("the heartbeat's, and that of acks").isEqualTo(2);
        test.server.say("431[\"yes\"]");
        assertThat(answered).isCompletedWithValue("yes");
        test.server.advance(SECOND.multipliedBy(2).minusNanos(1));
        assertThat(middle).isNotDone();
        test.server.advance(Duration.ofNanos(1));
        assertFailed(middle, AckException.Reason.TIMEOUT);
        assertThat(longest).isNotDone();
        test.server.advance(SECOND);
        assertFailed(longest, AckException.Reason.TIMEOUT);
        assertThat(test.server.timers()).as("the heartbeat's").isEqualTo(1);
    }

    @Test
    @Tag("feature:4.11")
    void eventFailsWhenItsRetriesAreUsedUp() {
        ManagerFixture test = new ManagerFixture(o -> o.retries(1).ackTimeout(SECOND));
        Socket socket = test.connected("/");
        CompletableFuture<String> first = socket.emitWithAck("a", String.class);
        CompletableFuture<String> second = socket.emitWithAck("b", String.class);
        test.server.advance(SECOND.multipliedBy(2));
        assertFailed(first, AckException.Reason.TIMEOUT);
        assertThat(test.server.heard()).containsExactly("420[\"a\"]", "421[\"a\"]", "422[\"b\"]");
        assertThat(second).isNotDone();
    }

    @Test
    @Tag("feature:4.11")
    void eventUnderWayIsSentAgainOverTheNextConnectionWithItsKey() {
        ManagerFixture test = new ManagerFixture(o -> o.retries(1).retryKeys(true));
        Socket socket = test.connected("/");
        socket.emit("a", 1);
        socket.asVolatile().emit("v");
        List<String> before = test.server.heard();
        assertThat(before).hasSize(1);
        String key = before.get(0).replaceAll("420\\[\"a\",1,\"(.*)-0\"]", "$1");
        assertThat(key).hasSize(12);
        test.server.cut();
        socket.emit("b");
        test.server.advance(SECOND);
        test.server.open();
        test.server.heard();
        test.accept("/");
        assertThat(test.server.heard()).containsExactly("421[\"a\",1,\"" + key + "-0\"]");
        test.server.say("431[]");
        assertThat(test.server.heard()).containsExactly("422[\"b\",\"" + key + "-1\"]");
    }

    @Test
    @Tag("feature:4.11")
    void cancelledEventIsNotRetried() {
        ManagerFixture test = new ManagerFixture(o -> o.retries(5).sendBufferPackets(1));
        Socket socket = test.manager.socket("/");
        CompletableFuture<String> cancelled = socket.emitWithAck("a", String.class);
        assertThatThrownBy(() -> socket.emit("b")).isInstanceOf(BufferFullException.class);
        cancelled.cancel(false);
        socket.emit("c");
        assertThat(flushed(test, socket)).containsExactly("420[\"c\"]");
    }
}
