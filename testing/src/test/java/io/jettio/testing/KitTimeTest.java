package io.jettio.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.AckException;
import io.jettio.client.engine.TransportType;
import io.jettio.server.SocketIoServer;
import io.jettio.server.adapter.RecoveryOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that takes time takes the kit's. */
@Tag("feature:7.4")
class KitTimeTest {
    private final SocketIoServer io = SocketIoServer.create(
            options -> options.recovery(RecoveryOptions.DEFAULTS.withMaxDisconnectionDuration(Duration.ofMinutes(2))));
    private final List<Boolean> recovered = new CopyOnWriteArrayList<>();
    private final SocketIoTestKit kit = SocketIoTestKit.of(io).closingServers();

    KitTimeTest() {
        io.onConnection(socket -> {
            recovered.add(socket.recovered());
            if (!socket.recovered()) {
                socket.join("lobby");
            }
            socket.onWithAck("never", String.class, (text, ack) -> {});
        });
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void answerThatDoesNotComeIsGivenUpInTheKitsTime() {
        TestClient client = kit.connect();
        var answer = client.socket().timeout(Duration.ofSeconds(30)).emitWithAck("never", String.class, "?");
        kit.advance(Duration.ofMillis(29_900));
        assertThat(answer).isNotDone();
        kit.advance(Duration.ofMillis(100));
        assertThat(answer).isCompletedExceptionally();
        assertThat(answer.handle((done, failure) -> failure).join()).isInstanceOf(AckException.class);
    }

    @Test
    void serversQuestionIsGivenUpInTheKitsTime() {
        TestClient client = kit.connect();
        var answers = io.to("lobby").timeout(Duration.ofSeconds(10)).emitWithAck("question", String.class, "?");
        kit.advance(Duration.ofSeconds(9));
        assertThat(client.received("question")).hasSize(1);
        assertThat(answers).isNotDone();
        kit.advance(Duration.ofSeconds(1));
        assertThat(answers).isDone();
    }

    @Test
    void attemptsToReconnectAreSpacedByTheBackoff() {
        TestClient client = kit.connect(
                "/",
                options -> options.transports(TransportType.WEBSOCKET)
                        .reconnectionDelay(Duration.ofSeconds(1))
                        .reconnectionDelayMax(Duration.ofSeconds(5))
                        .randomizationFactor(0));
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        var unused = client.manager().onReconnectAttempt(attempts::add);
        client.wire().refuse();
        client.wire().cut();
        kit.advance(Duration.ofMillis(900));
        assertThat(attempts).isEmpty();
        kit.advance(Duration.ofMillis(100)); // 1
        assertThat(attempts).containsExactly(1);
        kit.advance(Duration.ofSeconds(2)); // 3
        assertThat(attempts).containsExactly(1, 2);
        kit.advance(Duration.ofSeconds(4)); // 7
        assertThat(attempts).containsExactly(1, 2, 3);
        kit.advance(Duration.ofSeconds(10)); // 12, 17
        assertThat(attempts).containsExactly(1, 2, 3, 4, 5);
    }

    @ParameterizedTest
    @CsvSource({"60, missed", "180, "})
    void whatWasMissedIsMadeUpForWithinTheTimeAndNotAfterIt(int seconds, @Nullable String madeUpFor) {
        TestClient client = kit.connect("/", options -> options.randomizationFactor(0));
        io.to("lobby").emit("news", "first");
        assertThat(client.take("news", String.class)).isEqualTo("first");
        client.wire().refuse();
        client.wire().cut();
        kit.settle();
        io.to("lobby").emit("news", "missed");
        kit.advance(Duration.ofSeconds(seconds));
        client.wire().restore();
        kit.advance(Duration.ofSeconds(6));
        assertThat(client.socket().connected()).isTrue();
        assertThat(recovered).containsExactly(false, madeUpFor != null);
        assertThat(client.received("news").stream().map(event -> event.get(0, String.class)))
                .containsExactlyElementsOf(Stream.ofNullable(madeUpFor).toList());
    }
}
