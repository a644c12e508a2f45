package io.jettio.client.internal;

import static io.jettio.client.internal.ManagerFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.client.ConnectError;
import io.jettio.client.ConnectFailedException;
import io.jettio.client.Retry;
import io.jettio.client.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a socket comes into its namespace, is refused, and leaves. */
final class MembershipTest {
    private static final String REFUSED = "44{\"message\":\"no\",\"data\":{\"code\":7}}";

    record Refusal(int code) {}

    @Test
    @Tag("feature:4.7")
    void credentialsAreAskedForEachJoin() {
        AtomicInteger n = new AtomicInteger();
        ManagerFixture test = new ManagerFixture(o -> o.auth(() -> Map.of("n", n.incrementAndGet())));
        test.socket("/").connect();
        test.server.run();
        test.server.open();
        assertThat(test.server.heard()).containsExactly("40{\"n\":1}");
        test.accept("/");
        test.server.cut();
        test.server.advance(SECOND);
        test.server.open();
        assertThat(test.server.heard()).containsExactly("40{\"n\":2}");
    }

    @Test
    @Tag("feature:4.7")
    void failingCredentialsAreTriedAgainWithTheOrdinaryDelays() {
        AtomicInteger n = new AtomicInteger();
        IllegalStateException broken = new IllegalStateException("no token");
        ManagerFixture test = new ManagerFixture(o -> o.auth(() -> {
            if (n.incrementAndGet() < 3) {
                throw broken;
            }
            return Map.of("n", n.get());
        }));
        Socket socket = test.socket("/");
        List<ConnectError> errors = new ArrayList<>();
        socket.onConnectError(errors::add);
        socket.connect();
        test.server.run();
        test.server.open();
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.stage()).isEqualTo(ConnectError.Stage.SUPPLIER);
            assertThat(error.cause()).contains(broken);
        });
        assertThat(socket.active()).isTrue();
        test.server.advance(SECOND);
        assertThat(errors).hasSize(2);
        test.server.advance(SECOND);
        assertThat(test.server.heard()).isEmpty();
        test.server.advance(SECOND);
        assertThat(test.server.heard()).as("over the same connection").containsExactly("40{\"n\":3}");
    }

    @Test
    @Tag("feature:4.7")
    void hangingCredentialsAreLeftAfterTheConnectTimeout() {
        CompletableFuture<Object> never = new CompletableFuture<>();
        ManagerFixture test =
                new ManagerFixture(o -> o.connectTimeout(Duration.ofSeconds(3)).authAsync(() -> never));
        test.socket("/").connect();
        test.server.run();
        test.server.open();
        test.told();
        test.server.advance(Duration.ofSeconds(3));
        assertThat(test.told()).containsExactly("/ connect_error SUPPLIER");
        never.complete(Map.of("too", "late"));
        assertThat(test.server.heard()).isEmpty();
    }

    @Test
    @Tag("feature:4.7")
    void socketJoinsWhenItsCredentialsHaveCome() {
        CompletableFuture<Object> later = new CompletableFuture<>();
        ManagerFixture test = ManagerFixture.create();
        test.socket("/").authAsync(() -> later).connect();
        test.server.run();
        test.server.open();
        assertThat(test.server.heard()).isEmpty();
        later.complete(Map.of("token", "t"));
        test.server.run();
        assertThat(test.server.heard()).containsExactly("40{\"token\":\"t\"}");
    }

    @Test
    @Tag("feature:4.7")
    void socketMayHaveCredentialsOfItsOwn() {
        ManagerFixture test = new ManagerFixture(o -> o.auth(Map.of("who", "manager")));
        test.socket("/").auth(() -> Map.of("who", "socket")).connect();
        test.server.run();
        test.server.open();
        assertThat(test.server.heard()).containsExactly("40{\"who\":\"socket\"}");
    }

    @Test
    @Tag("feature:4.8")
    void refusalIsFinalUnlessSomebodyDecides() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.socket("/");
        socket.connect();
        test.server.run();
        test.server.open();
        test.server.say(REFUSED);
        assertThat(test.told()).containsExactly("open", "/ connect_error NAMESPACE", "close forced close");
        assertThat(socket.active()).isFalse();
    }

    @Test
    @Tag("feature:4.8")
    void textForARefusalIsItsMessage() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.socket("/");
        List<ConnectError> errors = new ArrayList<>();
        socket.onConnectError(errors::add);
        socket.connect();
        test.server.run();
        test.server.open();
        test.server.say("44\"Unable to connect\"");
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.message()).isEqualTo("Unable to connect");
            assertThat(error.refused()).isTrue();
            assertThat(error.data(Object.class)).isEmpty();
        });
    }

    @Test
    @Tag("feature:4.8")
    void refusedSocketAsksAgainNowLaterOrNotAtAll() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.socket("/");
        List<Retry> decisions = new ArrayList<>(List.of(Retry.now(), Retry.after(SECOND), Retry.giveUp()));
        List<Integer> codes = new ArrayList<>();
        socket.onRefusal(error -> {
            codes.add(error.data(Refusal.class).orElseThrow().code());
            return decisions.remove(0);
        });
        socket.connect();
        test.server.run();
        test.server.open();
        assertThat(test.server.heard()).containsExactly("40");
        test.server.say(REFUSED);
        assertThat(test.server.heard()).as("now").containsExactly("40");
        test.server.say(REFUSED);
        assertThat(test.server.heard()).isEmpty();
        assertThat(socket.active()).isTrue();
        test.server.advance(SECOND);
        assertThat(test.server.heard()).as("after a second").containsExactly("40");
        test.server.say(REFUSED);
        test.server.advance(Duration.ofSeconds(10));
        assertThat(socket.active()).isFalse();
        assertThat(codes).containsExactly(7, 7, 7);
    }

    @Test
    void decisionThatIsNoneGivesUp() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.socket("/");
        socket.onRefusal(error -> null);
        socket.connect();
        test.server.run();
        test.server.open();
        test.server.say(REFUSED);
        test.server.advance(Duration.ofSeconds(10));
        assertThat(socket.active()).isFalse();
    }

    @Test
    void undecidedRefusalMayBeLeft() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.socket("/");
        socket.onRefusal(error -> Retry.now());
        socket.connect();
        test.server.run();
        test.server.open();
        test.server.heard();
        test.holdHandlers = true;
        test.server.say(REFUSED);
        assertThat(socket.active()).isTrue();
        socket.disconnect();
        test.server.run();
        test.holdHandlers = false;
        test.handle();
        assertThat(socket.active()).isFalse();
        assertThat(test.server.heard()).isEmpty();
    }

    @Test
    @Tag("feature:4.15")
    void whatWaitedIsSeenGoingOutBeforeConnectIsTold() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.socket("/");
        socket.onAnyOutgoing((event, arguments) -> test.told.add("out " + event));
        socket.emit("e");
        socket.connect();
        test.server.run();
        test.server.open();
        test.told();
        test.accept("/");
        assertThat(test.told()).containsExactly("out e", "/ connect");
    }

    @Test
    void connectionThatProvesDeadOverWhatWaitedHasItsConnectAndItsDisconnect() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.socket("/");
        socket.emit("e");
        socket.connect();
        test.server.run();
        test.server.open();
        test.told();
        test.server.sleep(Duration.ofSeconds(61));
        test.accept("/");
        assertThat(test.told()).containsExactly("close ping timeout", "/ connect", "/ disconnect ping timeout");
        assertThat(socket.connected()).isFalse();
    }

    @Test
    @Tag("feature:4.9")
    void eventsBeforeTheAnswerAreKeptAndToldFirst() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.socket("/");
        socket.on("e", Integer.class, n -> test.told.add("e" + n));
        socket.connect();
        test.server.run();
        test.server.open();
        test.told();
        test.server.say("42[\"e\",1]");
        test.server.say("42[\"e\",2]");
        assertThat(test.told()).isEmpty();
        test.accept("/");
        assertThat(test.told()).containsExactly("e1", "e2", "/ connect");
    }

    @Test
    void connectionLostBeforeTheAnswerIsAConnectError() {
        ManagerFixture test = ManagerFixture.create();
        test.socket("/").connect();
        test.server.run();
        test.server.open();
        test.server.say("42[\"e\",1]");
        test.told();
        test.server.cut();
        assertThat(test.told()).containsExactly("close transport error", "/ connect_error NAMESPACE");
    }

    @Test
    void serverOfSocketIo2IsNamed() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.socket("/");
        socket.connect();
        test.server.run();
        test.server.open();
        test.server.say("40");
        assertThat(test.told()).containsExactly("open", "/ connect_error VERSION", "close forced close");
        assertThat(socket.active()).isFalse();
    }

    @Test
    void whatHandlersOfConnectAndDisconnectEmitKeepsItsPlace() {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.manager.socket("/");
        socket.onConnect(() -> socket.emit("from connect"));
        socket.onDisconnect(reason -> socket.emit("from disconnect"));
        socket.emit("before");
        socket.connect();
        test.server.run();
        test.server.open();
        test.accept("/");
        assertThat(test.server.heard()).containsExactly("40", "42[\"before\"]", "42[\"from connect\"]");
        test.server.cut();
        socket.emit("between");
        test.server.advance(SECOND);
        test.server.open();
        test.accept("/");
        assertThat(test.server.heard())
                .containsExactly("40", "42[\"from disconnect\"]", "42[\"between\"]", "42[\"from connect\"]");
    }

    @Test
    @Tag("feature:4.1")
    @Tag("feature:4.2")
    void severalNamespacesAreWaitedForTogether() {
        ManagerFixture test = ManagerFixture.create();
        CompletableFuture<Void> done = test.manager.connectAsync(SECOND, "/a", "b");
        test.server.run();
        test.server.open();
        test.accept("/a");
        assertThat(done).isNotDone();
        test.accept("/b");
        assertThat(done).isCompleted();
        assertThat(test.server.connections()).isEqualTo(1);
        assertThat(test.server.timers()).as("the heartbeat's").isEqualTo(1);
    }

    @Test
    @Tag("feature:4.2")
    void namespacesThatFailAreNamedWithTheReason() {
        ManagerFixture test = ManagerFixture.create();
        CompletableFuture<Void> done = test.manager.connectAsync(SECOND, "/a", "/b", "/c");
        test.server.run();
        test.server.open();
        test.accept("/a");
        test.server.say("44/b,{\"message\":\"no\"}");
        assertThat(done).as("/c may still come").isNotDone();
        test.server.advance(SECOND);
        assertThatThrownBy(done::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(ConnectFailedException.class, failed -> {
                    assertThat(failed.failures()).containsOnlyKeys("/b", "/c");
                    assertThat(failed.failures().get("/b")).matches(ConnectError::refused);
                    assertThat(failed.failures().get("/c").message()).contains("not connected within PT1S");
                });
    }

    @Test
    @Tag("feature:4.2")
    void askedForSocketsConnectAtOnceWhereTheOptionSaysSo() {
        ManagerFixture test = new ManagerFixture(o -> o.autoConnect(true));
        assertThat(test.manager.socket("/")).isSameAs(test.manager.socket("/"));
        test.server.run();
        assertThat(test.server.connections()).isEqualTo(1);
    }
}
