package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which listeners an event meets: once, first, any, outgoing. */
class ListenersTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final JoinedPeer joined = new JoinedPeer();

    @AfterEach
    void close() {
        joined.close();
    }

    @Test
    @Tag("feature:3.40")
    void aListenerForOneEventGetsOneThoughSeveralWait() {
        joined.socket.once("x", Integer.class, n -> joined.told.add("once " + n));
        joined.socket.once("x", new TypeRef<List<Integer>>() {}, n -> joined.told.add("never, it does not fit"));
        joined.socket.onError(failure -> joined.told.add("failed " + failure.event()));
        joined.socket.on("x", Integer.class, n -> joined.told.add("on " + n));

        joined.receive("42[\"x\",1]", "42[\"x\",2]", "42[\"x\",3]");

        assertThat(joined.told()).containsExactly("once 1", "failed x", "on 1", "on 2", "on 3");
    }

    @Test
    void aListenerForOneEventMayBeTakenOffBefore() {
        Registration once = joined.socket.once("x", payload -> joined.told.add("once"));
        once.remove();
        joined.receive("42[\"x\"]");
        assertThat(joined.told()).isEmpty();
    }

    @Test
    void aListenerForOneEventMayAddItselfAgain() {
        onceAndAgain();
        joined.receive("42[\"x\"]", "42[\"x\"]");
        assertThat(joined.told()).containsExactly("again", "again");
    }

    private void onceAndAgain() {
        joined.socket.once("x", payload -> {
            joined.told.add("again");
            onceAndAgain();
        });
    }

    @Test
    void anAnswerMayBeForOneEventToo() {
        joined.socket.handleOnce(
                "sum", EventHandler.answering(int.class, int.class, (Integer a, Integer b) -> Math.addExact(a, b)));
        joined.receive("420[\"sum\",1,2]", "421[\"sum\",1,2]");
        assertThat(joined.peer.sent()).containsExactly("430[3]");
    }

    @Test
    @Tag("feature:3.40")
    void aListenerPutFirstRunsBeforeThoseThatWereThere() {
        joined.socket.on("x", payload -> joined.told.add("on"));
        joined.socket.prepend("x", String.class, text -> joined.told.add("first " + text));
        joined.socket.prepend("x", payload -> joined.told.add("before the first"));

        joined.receive("42[\"x\",\"a\"]");

        assertThat(joined.told()).containsExactly("before the first", "first a", "on");
    }

    @Test
    @Tag("feature:3.40")
    void theNamesOfTheEventsThatHaveHandlersAreKnown() {
        joined.socket.on("x", payload -> {});
        Registration y = joined.socket.on("y", payload -> {});
        assertThat(joined.socket.eventNames()).containsExactly("end", "x", "y");
        y.remove();
        assertThat(joined.socket.eventNames()).containsExactly("end", "x");
    }

    @Test
    @Tag("feature:3.40")
    void offTakesEveryListenerOff() {
        joined.socket.on("x", payload -> joined.told.add("on"));
        joined.socket.onAny((event, arguments) -> joined.told.add("any"));
        joined.socket.onAnyOutgoing((event, arguments) -> joined.told.add("outgoing"));

        joined.socket.off();
        joined.socket.on("end", payload -> joined.told.add("end"));
        joined.socket.emit("y");

        joined.receive("42[\"x\"]");
        assertThat(joined.told()).isEmpty();
    }

    // ---------------------------------------------------------------- any

    @Test
    @Tag("feature:3.41")
    void onAnyIsToldOfEveryEventBeforeItsHandlers() {
        joined.socket.on("x", payload -> joined.told.add("on x"));
        joined.socket.onAny((event, arguments) -> joined.told.add(event + arguments.json()));
        joined.socket.prependAny((event, arguments) -> joined.told.add("first " + event));

        joined.receive("42[\"x\",1,{\"a\":2}]", "427[\"nobody\"]");

        assertThat(joined.told())
                .containsExactly("first x", "x[1,{\"a\":2}]", "on x", "first nobody", "nobody[]", "first end", "end[]");
        assertThat(joined.peer.sent()).isEmpty();
    }

    @Test
    void onAnyThatThrowsReachesTheHookAndTheHandlersRun() {
        joined.socket.onError(failure -> joined.told.add("failed " + failure.event()));
        Registration any = joined.socket.onAny((event, arguments) -> {
            throw new IllegalStateException("on purpose");
        });
        joined.socket.on("x", payload -> joined.told.add("on x"));

        peer().receive("42[\"x\"]");

        eventually(() -> assertThat(joined.told()).containsExactly("failed x", "on x"));
        any.remove();
        joined.receive("42[\"x\"]");
        assertThat(joined.told()).containsExactly("failed x", "on x", "on x");
    }

    @Test
    @Tag("feature:3.42")
    void onAnyOutgoingIsToldOfEmitsAndBroadcastsThatReachTheSocket() {
        joined.socket.onAnyOutgoing((event, arguments) -> joined.told.add(event + show(arguments)));
        joined.socket.prependAnyOutgoing((event, arguments) -> joined.told.add("first " + event));
        joined.socket.join("lobby");

        joined.socket.emit("own", 1, "a");
        joined.bench.io().to("lobby").emit("room", 2);
        joined.bench.io().to("elsewhere").emit("not for it");
        joined.socket.broadcast().emit("not for itself");
        var unused = joined.socket.emitWithAck("asked", String.class, 3);
        joined.receive("42[\"x\"]");

        assertThat(joined.told())
                .containsExactly("first own", "own[1,\"a\"]", "first room", "room[2]", "first asked", "asked[3]");
    }

    @Test
    void onAnyOutgoingIsNotToldOfWhatGoesNowhere() {
        joined.socket.onAnyOutgoing((event, arguments) -> joined.told.add(event));
        joined.socket.onDisconnect(reason -> joined.told.add("gone"));
        joined.socket.disconnect();
        joined.socket.emit("lost");
        joined.socket.onDisconnect(reason -> joined.told.add("later"));

        eventually(() -> assertThat(joined.told()).contains("later"));
        assertThat(joined.told()).containsExactly("gone", "later");
    }

    @Test
    void outgoingListenersAreTakenOffTogether() {
        joined.socket.onAnyOutgoing((event, arguments) -> joined.told.add(event));
        joined.socket.offAnyOutgoing();
        joined.socket.onAny((event, arguments) -> joined.told.add(event));
        joined.socket.offAny();
        joined.socket.emit("x");
        joined.receive("42[\"x\"]");
        assertThat(joined.told()).isEmpty();
    }

    private FakeWebSocket peer() {
        return joined.peer;
    }

    private static String show(Payload arguments) {
        return arguments.json();
    }
}
