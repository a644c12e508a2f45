package io.jettio.client.internal;

import static io.jettio.client.internal.ManagerFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.ReconnectPolicy;
import io.jettio.client.Socket;
import io.jettio.client.engine.TransportType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a manager's connection is lost, tried again and given up. */
final class LinkTest {
    @Test
    @Tag("feature:4.4")
    @Tag("feature:4.5")
    void firstConnectionIsRetriedWithGrowingDelaysUntilItOpens() {
        ManagerFixture test = ManagerFixture.create();
        test.socket("/").connect();
        test.server.run();
        test.server.cut();
        assertThat(test.told()).containsExactly("error TCP", "/ connect_error TCP");

        test.server.advance(SECOND.minusMillis(1));
        assertThat(test.server.connections()).isEqualTo(1);
        test.server.advance(Duration.ofMillis(1));
        assertThat(test.server.connections()).isEqualTo(2);
        test.server.cut();
        assertThat(test.told()).containsExactly("attempt 1", "error TCP", "/ connect_error TCP", "reconnect_error");

        test.server.advance(SECOND.multipliedBy(2));
        test.server.open();
        test.accept("/");
        assertThat(test.told()).containsExactly("attempt 2", "open", "reconnect 2", "/ connect");
    }

    @Test
    @Tag("feature:4.5")
    void lossPingAndReturnAreToldInOrder() {
        ManagerFixture test = ManagerFixture.create();
        test.connected("/");
        test.server.say("2");
        test.server.cut();
        test.server.advance(SECOND);
        test.server.open();
        test.accept("/");

        assertThat(test.told())
                .containsExactly(
                        "ping",
                        "close transport error",
                        "/ disconnect transport error",
                        "attempt 1",
                        "open",
                        "reconnect 1",
                        "/ connect");
    }

    @Test
    @Tag("feature:4.3")
    @Tag("feature:4.5")
    void finalEventComesWhenTheAttemptsAreUsedUp() {
        ManagerFixture test = new ManagerFixture(o -> o.reconnectionAttempts(1));
        Socket socket = test.socket("/");
        socket.connect();
        test.server.run();
        test.server.cut();
        assertThat(socket.active()).isTrue();
        test.told();
        test.server.advance(SECOND);
        test.server.cut();

        assertThat(test.told())
                .containsExactly(
                        "attempt 1",
                        "error TCP",
                        "/ connect_error TCP",
                        "reconnect_error",
                        "reconnect_failed",
                        "gave up");
        assertThat(socket.active()).isFalse();
        test.server.advance(Duration.ofHours(1));
        assertThat(test.server.connections()).isEqualTo(2);

        socket.connect();
        test.server.run();
        assertThat(test.server.connections()).as("begins anew").isEqualTo(3);
    }

    @Test
    @Tag("feature:4.5")
    void withoutReconnectionTheLossIsFinal() {
        ManagerFixture test = new ManagerFixture(o -> o.reconnection(false));
        Socket socket = test.connected("/");
        test.server.cut();
        assertThat(test.told()).containsExactly("close transport error", "/ disconnect transport error", "gave up");
        assertThat(socket.active()).isFalse();
    }

    @Test
    @Tag("feature:4.3")
    void policyChangesWhileRunning() {
        ManagerFixture test = ManagerFixture.create();
        test.connected("/");
        test.manager.reconnectPolicy(ReconnectPolicy.DEFAULTS
                .withRandomizationFactor(0)
                .withDelays(Duration.ofMillis(10), Duration.ofMillis(10)));
        test.server.cut();
        test.server.advance(Duration.ofMillis(10));
        assertThat(test.server.connections()).isEqualTo(2);
        test.server.cut();
        test.told();

        test.manager.reconnectPolicy(test.manager.reconnectPolicy().withEnabled(false));
        assertThat(test.told()).containsExactly("/ connect_error CLIENT", "gave up");
        test.server.advance(Duration.ofHours(1));
        assertThat(test.server.connections()).isEqualTo(2);
    }

    @Test
    void changedNetworkIsTriedAtOnce() {
        ManagerFixture test = ManagerFixture.create();
        test.connected("/");
        test.server.cut();
        test.told();
        test.manager.networkChanged();
        test.server.advance(Duration.ZERO);
        assertThat(test.server.connections()).isEqualTo(2);
        assertThat(test.told()).containsExactly("attempt 1");

        test.manager.networkChanged();
        test.server.run();
        assertThat(test.server.connections())
                .as("what is being tried is begun anew")
                .isEqualTo(3);
        assertThat(test.server.isAborted(1)).isTrue();

        test.server.open();
        test.accept("/");
        test.told();
        test.manager.networkChanged();
        test.server.advance(Duration.ZERO);
        assertThat(test.server.connections()).as("what is open is replaced").isEqualTo(4);
        assertThat(test.told()).containsExactly("close transport close", "/ disconnect transport close", "attempt 1");
    }

    @Test
    void changedNetworkEndsAnAttemptWithAllItsTransports() {
        ManagerFixture test = new ManagerFixture(o ->
                o.transports(TransportType.POLLING, TransportType.WEBSOCKET).tryAllTransports(true));
        test.socket("/").connect();
        test.server.run();

        test.manager.networkChanged();
        test.server.run();

        assertThat(test.server.connections())
                .as("WebSockets of what was given up")
                .isZero();
    }

    @Test
    void changedNetworkMeansNothingToWhomIsNotConnected() {
        ManagerFixture test = ManagerFixture.create();
        test.manager.networkChanged();
        test.server.advance(SECOND);
        assertThat(test.server.connections()).isZero();
    }

    @Test
    @Tag("feature:4.6")
    void silentServerIsLeftAfterTheConnectTimeout() {
        ManagerFixture test = new ManagerFixture(o -> o.connectTimeout(Duration.ofSeconds(3)));
        test.socket("/").connect();
        test.server.advance(Duration.ofSeconds(3));
        assertThat(test.told()).containsExactly("error HTTP", "/ connect_error HTTP");
    }

    @Test
    @Tag("feature:4.2")
    void lastSocketTakesTheConnectionWithIt() {
        ManagerFixture test = ManagerFixture.create();
        Socket one = test.connected("/");
        Socket two = test.socket("/two");
        two.connect();
        test.server.run();
        test.accept("/two");
        test.told();

        one.disconnect();
        assertThat(test.told()).containsExactly("/ disconnect io client disconnect");
        two.disconnect();
        assertThat(test.told()).containsExactly("/two disconnect io client disconnect", "close forced close");
        assertThat(List.of(one.active(), two.active())).containsExactly(false, false);
    }

    @Test
    void endIsWaitedFor() throws Exception {
        ManagerFixture test = ManagerFixture.create();
        Socket socket = test.connected("/");
        assertThat(test.manager.awaitEnd(Duration.ofMillis(1))).isFalse();
        socket.disconnect();
        assertThat(test.manager.awaitEnd(Duration.ofMillis(1)))
                .as("nobody has run the strand")
                .isFalse();
    }

    @Test
    void whoWaitsForTheEndIsToldWhenTheStrandRunsNothingAnyMore() throws Exception {
        ManagerFixture test = new ManagerFixture(o -> o.closeTimeout(Duration.ofMillis(1)));
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Thread waiting = new Thread(
                () -> {
                    try {
                        ended.complete(test.manager.awaitEnd(Duration.ofMinutes(1)));
                    } catch (InterruptedException e) {
                        ended.completeExceptionally(e);
                    }
                },
                "application");
        waiting.start();
        Awaitility.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        test.manager.close();
        assertThat(ended.get(30, TimeUnit.SECONDS)).isTrue();
    }
}
