package io.jettio.server.hostile;

import static io.jettio.server.hostile.WitnessedSocketIo.echoes;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.json.JsonException;
import io.jettio.server.AckException.Reason;
import io.jettio.server.BroadcastAcks;
import io.jettio.server.RateLimit;
import io.jettio.server.RateLimit.Verdict;
import io.jettio.server.Socket.HandlerFailure;
import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.carrier.WebSocketFrames;
import io.jettio.server.internal.fixture.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are legal packets and meant to hurt: too many, unfit, held, or asked about and never answered. */
class HostileEventTest {
    private static final Duration DAY = Duration.ofDays(1);

    @RegisterExtension
    final WitnessedSocketIo server = new WitnessedSocketIo();

    private final List<HandlerFailure> failures = new CopyOnWriteArrayList<>();

    // ---------------------------------------------------------------- rates

    @Test
    void floodGetsNoMoreThanTheRateOfItsSocket() throws Exception {
        int port = server.listen(
                options -> {},
                io -> io.limitEvents(
                        RateLimit.of(20, DAY).answer((socket, event, arguments) -> Verdict.ack(List.of("too many")))));
        RawWebSocket hostile = server.joined(port);
        for (int i = 0; i < 2_000; i++) {
            hostile.sendText("42[\"echo\"," + i + "]");
        }
        hostile.sendText("427[\"echo\",1]");
        for (int i = 0; i < 20; i++) {
            assertThat(hostile.receive().text()).isEqualTo("42[\"echo\"," + i + "]");
        }
        assertThat(hostile.receive().text()).isEqualTo("437[\"too many\"]");
        server.witness().echoes();
    }

    @Test
    void floodOfOneEventLeavesTheOthersTheirRate() throws Exception {
        AtomicInteger handled = new AtomicInteger();
        int port = server.listen(options -> {}, io -> {
            io.limitEvents("flood", RateLimit.of(3, DAY));
            io.onConnection(socket -> {
                socket.on("flood", arguments -> handled.incrementAndGet());
            });
        });
        RawWebSocket hostile = server.joined(port);
        for (int i = 0; i < 2_000; i++) {
            hostile.sendText("42[\"flood\"]");
        }
        echoes(hostile, 1);
        assertThat(handled).hasValue(3);
    }

    @Test
    void floodCanCostTheConnection() throws Exception {
        int port = server.listen(
                options -> {},
                io -> io.limitEvents(
                        "flood", RateLimit.of(3, DAY).answer((socket, event, arguments) -> Verdict.disconnectAll())));
        RawWebSocket hostile = server.joined(port);
        for (int i = 0; i < 4; i++) {
            hostile.sendText("42[\"flood\"]");
        }
        assertThat(hostile.awaitClose()).isPositive();
    }

    /** The buckets of a socket are for the names that are limited, not for those that a client thinks of. */
    @Test
    void eventsOfManyNamesFindNothingToFill() throws Exception {
        int port = server.listen(options -> {}, io -> io.limitEvents("flood", RateLimit.of(3, DAY)));
        RawWebSocket hostile = server.joined(port);
        for (int i = 0; i < 5_000; i++) {
            hostile.sendText("42[\"name" + i + "\"]");
        }
        echoes(hostile, 1);
    }

    // ---------------------------------------------------------------- handlers and interceptors

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "{}", "[1]", "1.5", "2147483648", "1e400", "true"})
    void argumentThatDoesNotFitReachesTheHookAndNoHandler(String argument) throws Exception {
        int port = server.listen(options -> {}, io -> io.onError(failures::add));
        RawWebSocket hostile = server.joined(port);
        hostile.sendText("42[\"echo\"," + argument + "]");
        hostile.sendText("425[\"echo\"," + argument + "]");
        echoes(hostile, 1);
        assertThat(failures)
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure.cause()).isInstanceOf(JsonException.class));
    }

    @Test
    void attachmentWhereANumberIsDueReachesTheHookAndNoHandler() throws Exception {
        int port = server.listen(options -> {}, io -> io.onError(failures::add));
        RawWebSocket hostile = server.joined(port);
        hostile.sendText("451-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
        hostile.send(WebSocketFrames.FIN | WebSocketFrames.BINARY, new byte[10]);
        echoes(hostile, 1);
        assertThat(failures).hasSize(1);
    }

    @Test
    void handlerThatThrowsEndsNothingAndTellsTheClientNothing() throws Exception {
        int port = server.listen(
                options -> {},
                io -> io.onConnection(socket -> {
                    socket.answer("throw", arguments -> {
                        throw new IllegalStateException("a secret");
                    });
                }));
        RawWebSocket hostile = server.joined(port);
        server.expectLog("a secret");
        hostile.sendText("42[\"throw\"]");
        hostile.sendText("421[\"throw\",\"x\"]");
        echoes(hostile, 1);
    }

    @Test
    void interceptorThatNeverDecidesHoldsItsSocketOnly() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        int port = server.listen(options -> options.pingInterval(Duration.ofSeconds(1)), io -> {
            io.useOnEvents(call -> call.event().equals("held") ? new CompletableFuture<>() : call.proceed());
            io.onConnection(socket -> {
                connections.incrementAndGet();
                socket.onDisconnect(reason -> connections.decrementAndGet());
            });
        });
        for (int i = 0; i < 20; i++) {
            RawWebSocket hostile = server.joined(port);
            hostile.sendText("42[\"held\"]");
            for (int event = 0; event < 1_500; event++) {
                hostile.sendText("42[\"echo\",1]");
            }
            server.witness().echoes();
            hostile.close();
        }
        // Whose reading is paused is found gone by the pings that it does not take.
        Eventually.eventually(() -> assertThat(connections).hasValue(1));
    }

    // ---------------------------------------------------------------- broadcasts with ack

    @Test
    void acksOfABroadcastCountOnceAndAreNotWaitedForLongerThanItsTimeout() throws Exception {
        BlockingQueue<BroadcastAcks<Integer>> results = new LinkedBlockingQueue<>();
        int port = server.listen(
                options -> {},
                io -> io.onConnection(socket -> {
                    socket.on("join", arguments -> socket.join("asked"));
                    socket.on("poll", arguments -> {
                        var unused = io.of("/")
                                .to("asked")
                                .timeout(Duration.ofSeconds(5)) // within which the others answer
                                .emitWithAck("question", Integer.class)
                                .thenAccept(results::add);
                    });
                }));
        RawWebSocket silent = server.joined(port);
        RawWebSocket twice = server.joined(port);
        RawWebSocket unfit = server.joined(port);
        for (RawWebSocket client : new RawWebSocket[] {silent, twice, unfit}) {
            client.sendText("42[\"join\"]");
            echoes(client, 1);
        }
        RawWebSocket stranger = server.joined(port);
        stranger.sendText("42[\"poll\"]");
        String question = silent.receive().text();
        String id = question.substring(2, question.indexOf('['));
        stranger.sendText("43" + id + "[666]");
        echoes(stranger, 1);
        String own = twice.receive().text();
        String answer = "43" + own.substring(2, own.indexOf('['));
        twice.sendText(answer + "[1]");
        twice.sendText(answer + "[2]");
        own = unfit.receive().text();
        unfit.sendText("43" + own.substring(2, own.indexOf('[')) + "[\"text\"]");

        BroadcastAcks<Integer> acks = results.poll(20, TimeUnit.SECONDS);
        assertThat(acks).isNotNull();
        assertThat(acks.values()).containsExactly(1);
        assertThat(acks.asked()).isEqualTo(3);
        assertThat(acks.missing().values()).containsExactlyInAnyOrder(Reason.TIMEOUT, Reason.UNFIT);
        silent.sendText("43" + id + "[3]");
        echoes(silent, 2);
        echoes(twice, 2);
    }
}
