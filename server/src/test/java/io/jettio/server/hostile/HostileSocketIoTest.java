package io.jettio.server.hostile;

import static io.jettio.server.hostile.WitnessedSocketIo.echoes;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.Socket;
import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.carrier.WebSocketFrames;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets at the wrong time, for the wrong namespace, and acks that nobody has asked for. */
class HostileSocketIoTest {
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    @RegisterExtension
    final WitnessedSocketIo server = new WitnessedSocketIo();

    // ---------------------------------------------------------------- namespaces

    @Test
    void packetsForANamespaceThatWeEndedAreIgnoredUntilItIsJoinedAgain() throws Exception {
        int port = server.listen(
                options -> {},
                io -> io.of("/a").onConnection(socket -> {
                    WitnessedSocketIo.echo(socket);
                    socket.on("kick", arguments -> socket.disconnect());
                }));
        RawWebSocket hostile = server.joined(port, "/a");
        hostile.sendText("42/a,[\"kick\"]");
        assertThat(hostile.receive().text()).isEqualTo("41/a,");
        hostile.sendText("42/a,[\"echo\",1]");
        hostile.sendText("42/a,7[\"echo\",2]");
        hostile.sendText("43/a,0[]");
        hostile.sendText("41/a,");
        hostile.sendText("451-/a,[\"echo\"," + PLACEHOLDER + "]");
        hostile.send(WebSocketFrames.FIN | WebSocketFrames.BINARY, new byte[100]);
        echoes(hostile, 3);
        hostile.sendText("40/a,");
        assertThat(hostile.receive().text()).startsWith("40/a,{");
        hostile.sendText("42/a,[\"echo\",4]");
        assertThat(hostile.receive().text()).isEqualTo("42/a,[\"echo\",4]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42/judged,[\"echo\",1]",
                "42/judged,0[\"echo\",1]",
                "43/judged,0[]",
                "41/judged,",
                "40/judged,",
                "451-/judged,[\"echo\"," + PLACEHOLDER + "]"
            })
    void packetWhileMiddlewaresJudgeEndsTheConnection(String packet) throws Exception {
        int port = judging(Duration.ofMinutes(1));
        RawWebSocket hostile = server.joined(port);
        hostile.sendText("40/judged,");
        echoes(hostile, 1);
        hostile.sendText(packet);
        assertThat(hostile.awaitClose()).isEqualTo(1002);
    }

    @Test
    void middlewaresThatNeverDecideHoldNobodyUp() throws Exception {
        int port = judging(Duration.ofMinutes(1));
        for (int i = 0; i < 50; i++) {
            server.connected(port).sendText("40/judged,");
        }
        RawWebSocket hostile = server.joined(port);
        hostile.sendText("40/judged,");
        echoes(hostile, 1);
        server.witness().echoes();
    }

    @Test
    void whoIsJudgedForEverHasJoinedNothingAndIsClosed() throws Exception {
        // Time enough for the witness, whom it also holds to that, to join.
        int port = judging(Duration.ofSeconds(3));
        RawWebSocket hostile = server.connected(port);
        hostile.sendText("40/judged,");
        assertThat(hostile.awaitClose()).isPositive();
    }

    /** A server one of whose namespaces never lets anybody in, and never refuses anybody. */
    private int judging(Duration connectTimeout) {
        return server.listen(
                options -> options.connectTimeout(connectTimeout),
                io -> io.of("/judged").useAsync(request -> new CompletableFuture<>()));
    }

    @Test
    void namespacesUpToTheLimitAreJoinedAndOneMoreIsNot() throws Exception {
        int port = server.listen(options -> {}, io -> {
            for (int i = 1; i <= 32; i++) {
                io.of("/n" + i).onConnection(WitnessedSocketIo::echo);
            }
        });
        RawWebSocket hostile = server.joined(port);
        for (int i = 1; i < 32; i++) {
            hostile.sendText("40/n" + i + ",");
            assertThat(hostile.receive().text()).startsWith("40/n" + i + ",{");
        }
        hostile.sendText("40/n32,");
        assertThat(hostile.receive().text()).isEqualTo("44/n32,{\"message\":\"Too many namespaces\"}");
        hostile.sendText("41/n1,");
        hostile.sendText("40/n32,");
        assertThat(hostile.receive().text()).startsWith("40/n32,{");
        echoes(hostile, 1);
    }

    @Test
    void whoComesAndGoesFasterThanItsListenersIsRefused() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        int port = server.listen(
                options -> options.maxNamespaces(2), io -> io.of("/slow").onConnection(socket -> release.await()));
        RawWebSocket hostile = server.joined(port);
        String last = "";
        for (int i = 0; i < 100 && !last.startsWith("44"); i++) {
            hostile.sendText("40/slow,");
            last = hostile.receive().text();
            if (last.startsWith("40")) {
                hostile.sendText("41/slow,");
            }
        }
        assertThat(last).isEqualTo("44/slow,{\"message\":\"Too many namespaces\"}");
        echoes(hostile, 1);
        server.witness().echoes();
        release.countDown();
    }

    // ---------------------------------------------------------------- acks

    /** A server that asks on demand, and tells the client what it took for the answer. */
    private int asking() {
        return server.listen(
                options -> {},
                io -> io.onConnection(socket -> {
                    socket.on("ask", arguments -> ask(socket));
                }));
    }

    private static void ask(Socket socket) {
        var unused = socket.emitWithAck("question", Integer.class)
                .whenComplete((answer, failure) -> socket.emit("settled", failure == null ? answer : "failed"));
    }

    /** Has the server ask; the id of the ack that it wants. */
    private static String asked(RawWebSocket client) throws Exception {
        client.sendText("42[\"ask\"]");
        String question = client.receive().text();
        assertThat(question).matches("42\\d+\\[\"question\"]");
        return question.substring(2, question.indexOf('['));
    }

    @Test
    void ackThatNobodyAwaitsIsIgnored() throws Exception {
        RawWebSocket hostile = server.joined(asking());
        sendAcksFrom(hostile, 0);
        echoes(hostile, 1);
        String id = asked(hostile);
        sendAcksFrom(hostile, Long.parseLong(id) + 1);
        echoes(hostile, 2);
        hostile.sendText("43" + id + "[1]");
        assertThat(hostile.receive().text()).isEqualTo("42[\"settled\",1]");
        sendAcksFrom(hostile, 0);
        echoes(hostile, 3);
    }

    /** Sends acks for this id and larger ones. */
    private static void sendAcksFrom(RawWebSocket client, long id) throws Exception {
        client.sendText("43" + id + "[]");
        client.sendText("43" + (id + 1) + "[666]");
        client.sendText("43" + (id + 999) + "[{}]");
        client.sendText("439007199254740992[null]");
        client.sendText("461-" + (id + 5) + "[" + PLACEHOLDER + "]");
        client.send(WebSocketFrames.FIN | WebSocketFrames.BINARY, new byte[10]);
    }

    @Test
    void secondAckChangesNothing() throws Exception {
        RawWebSocket hostile = server.joined(asking());
        String id = asked(hostile);
        for (int i = 1; i <= 3; i++) {
            hostile.sendText("43" + id + "[" + i + "]");
        }
        assertThat(hostile.receive().text()).isEqualTo("42[\"settled\",1]");
        echoes(hostile, 1);
    }

    @Test
    void ackOfAnotherConnectionIsNoAnswer() throws Exception {
        int port = asking();
        RawWebSocket asked = server.joined(port);
        String id = asked(asked);
        RawWebSocket hostile = server.joined(port);
        hostile.sendText("43" + id + "[666]");
        echoes(hostile, 1);
        asked.sendText("43" + id + "[1]");
        assertThat(asked.receive().text()).isEqualTo("42[\"settled\",1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "{}", "[]", "1.5", "2147483648", "1e400"})
    void ackThatDoesNotFitFailsWhatWaitsForIt(String value) throws Exception {
        RawWebSocket hostile = server.joined(asking());
        hostile.sendText("43" + asked(hostile) + "[" + value + "]");
        assertThat(hostile.receive().text()).isEqualTo("42[\"settled\",\"failed\"]");
        echoes(hostile, 1);
    }

    @Test
    void largestAckIdIsEchoedExactly() throws Exception {
        int port = server.listen(
                options -> {},
                io -> io.onConnection(socket -> {
                    socket.answer("size", String.class, String::length);
                }));
        RawWebSocket hostile = server.joined(port);
        hostile.sendText("429007199254740992[\"size\",\"abc\"]");
        assertThat(hostile.receive().text()).isEqualTo("439007199254740992[3]");
        hostile.sendText("429007199254740993[\"size\",\"abc\"]");
        assertThat(hostile.awaitClose()).isEqualTo(1002);
    }
}
