package io.jettio.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.client.DisconnectReason;
import io.jettio.client.engine.TransportType;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong on the way, over each transport and during the upgrade. */
@Tag("feature:7.5")
class WireTest {
    private final SocketIoServer io = SocketIoServer.create();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final SocketIoTestKit kit = SocketIoTestKit.of(io).closingServers();

    WireTest() {
        io.onConnection(socket -> {
            socket.on("say", String.class, text -> {
                heard.add(text);
                socket.emit("said", text);
            });
            socket.onDisconnect(reason -> ends.add(reason.toString()));
        });
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private TestClient over(TransportType transport) {
        return kit.connect("/", options -> options.transports(transport).randomizationFactor(0));
    }

    private Socket socket() {
        return io.of("/").sockets().iterator().next();
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void cutConnectionIsNoticedAndMadeAnew(TransportType transport) {
        TestClient client = over(transport);
        client.wire().cut();
        assertThat(client.disconnects()).hasSize(1);
        assertThat(client.socket().connected()).isFalse();
        kit.advance(Duration.ofSeconds(2));
        assertThat(client.socket().connected()).isTrue();
        client.emit("say", "again");
        assertThat(client.take("said", String.class)).isEqualTo("again");
        kit.advance(Duration.ofMinutes(1)); // a server learns of a lost poll by the heartbeat at the latest
        assertThat(ends).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void cutDuringTheUpgradeLosesTheConnectionAndNothingElse(int messages) {
        TestClient client = kit.client("/", options -> options.randomizationFactor(0));
        client.wire().cutAfterSent(messages);
        client.socket().connect();
        kit.advance(Duration.ofSeconds(10));
        assertThat(client.socket().connected()).isTrue();
        client.emit("say", "after " + messages);
        assertThat(client.take("said", String.class)).isEqualTo("after " + messages);
        assertThat(heard).containsExactly("after " + messages);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void cutOnTheWayBackDuringTheUpgradeIsOvercomeToo(int messages) {
        TestClient client = kit.client("/", options -> options.randomizationFactor(0));
        client.wire().cutAfterReceived(messages);
        client.socket().connect();
        kit.advance(Duration.ofSeconds(10));
        assertThat(client.socket().connected()).isTrue();
        client.emit("say", "after " + messages);
        assertThat(heard).containsExactly("after " + messages);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void messagesAreCountedUpToTheCut(TransportType transport) {
        TestClient client = over(transport);
        int before = client.wire().sent();
        client.wire().cutAfterSent(2);
        client.emit("say", "one");
        assertThat(heard).containsExactly("one");
        assertThat(client.wire().sent()).isGreaterThan(before);
        client.emit("say", "two");
        kit.settle();
        assertThat(client.disconnects()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void delayedMessagesComeInTheirTime(TransportType transport) {
        TestClient client = over(transport);
        client.wire().delay(Duration.ofMillis(300));
        client.emit("say", "late");
        assertThat(heard).isEmpty();
        kit.advance(Duration.ofMillis(299));
        assertThat(heard).isEmpty();
        kit.advance(Duration.ofMillis(1));
        assertThat(heard).containsExactly("late");
        assertThat(client.received("said")).isEmpty();
        kit.advance(Duration.ofMillis(300));
        assertThat(client.received("said")).hasSize(1);
        client.wire().restore();
        kit.advance(Duration.ofMillis(300)); // what was under way keeps its time
        client.emit("say", "at once");
        assertThat(client.received("said")).hasSize(2);
    }

    @Test
    void delayThatIsLongerThanTheHeartbeatAllowsEndsTheConnection() {
        TestClient client = over(TransportType.WEBSOCKET);
        client.wire().delay(Duration.ofSeconds(50));
        kit.advance(Duration.ofSeconds(50));
        assertThat(client.disconnects()).containsExactly(DisconnectReason.PING_TIMEOUT);
    }

    @Test
    void duplicatedMessageArrivesTwice() {
        TestClient client = over(TransportType.WEBSOCKET);
        client.wire().duplicateNextSent();
        client.emit("say", "twice");
        assertThat(heard).containsExactly("twice", "twice");
        client.clear();
        client.wire().duplicateNextReceived();
        client.emit("say", "back");
        assertThat(heard).containsExactly("twice", "twice", "back");
        assertThat(client.received("said")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void halfOpenConnectionEndsByTheHeartbeatOnBothSides(TransportType transport) {
        TestClient client = over(transport);
        client.wire().halfOpen();
        client.emit("say", "into nowhere");
        kit.advance(Duration.ofSeconds(44));
        assertThat(client.disconnects()).isEmpty();
        kit.advance(Duration.ofSeconds(2));
        assertThat(client.disconnects()).containsExactly(DisconnectReason.PING_TIMEOUT);
        assertThat(ends).containsExactly("ping timeout");
        assertThat(heard).isEmpty();
        client.wire().restore();
        kit.advance(Duration.ofSeconds(30));
        assertThat(client.socket().connected()).isTrue();
    }

    @Test
    void connectionsAreRefusedUntilRestored() {
        TestClient client = over(TransportType.WEBSOCKET);
        client.wire().refuse();
        client.emit("say", "what is open stays");
        assertThat(heard).hasSize(1);
        client.wire().cut();
        kit.advance(Duration.ofSeconds(20));
        assertThat(client.connectErrors()).hasSizeGreaterThan(3);
        client.wire().restore();
        kit.advance(Duration.ofSeconds(5));
        assertThat(client.socket().connected()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void clientThatReadsNothingIsClosedByTheServersRule(TransportType transport) {
        TestClient client = over(transport);
        client.wire().stopReading();
        byte[] much = new byte[1 << 20];
        for (int i = 0; i < 20; i++) {
            socket().emit("much", much);
            kit.settle();
            if (!ends.isEmpty()) {
                break;
            }
        }
        kit.settle();
        assertThat(ends).containsExactly("slow consumer");
    }

    @Test
    void clientThatReadsOnGetsEverything() {
        TestClient client = over(TransportType.WEBSOCKET);
        client.wire().stopReading();
        IntStream.range(0, 100).forEach(i -> socket().emit("one", i));
        assertThat(client.received()).isEmpty();
        client.wire().readOn();
        assertThat(client.received("one").stream().map(event -> event.get(0, Integer.class)))
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void clientThatStallsLongerThanAllowedIsClosed() {
        TestClient client = over(TransportType.WEBSOCKET);
        client.wire().stopReading();
        socket().emit("one");
        kit.advance(io.options().engine().writeStallTimeout().plusSeconds(1));
        assertThat(ends).hasSize(1);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Wire wire = over(TransportType.POLLING).wire();
        assertThatThrownBy(() -> wire.delay(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wire.cutAfterSent(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wire.cutAfterReceived(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
