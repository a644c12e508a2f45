package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.EngineSocket;
import io.jettio.server.hooks.Answer;
import io.jettio.server.hooks.RawPeer;
import io.jettio.server.internal.fixture.Eventually;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A peer that uses its session as the protocol does not allow, or does not take what it asked for. */
class HostileSessionTest {
    private static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";
    private static final String UNKNOWN = "{\"code\":1,\"message\":\"Session ID unknown\"}";
    private static final String MESSAGE = "4" + "x".repeat(60_000);
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    /** As many as are more than the queue's bound and the buffers of both systems take together. */
    private static final int MESSAGES = 1_000;

    @RegisterExtension
    static final WitnessedEngine SERVER = WitnessedEngine.mounted(options -> {});

    private static String polling(String sid) {
        return WitnessedEngine.POLLING + "&sid=" + sid;
    }

    private static String sid(@Nullable String handshake) {
        Matcher matcher = SID.matcher(String.valueOf(handshake));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** Waits until the witness was answered many times in a row while nothing of anybody else's was taken. */
    private static void awaitStandstill() {
        long before = -1;
        for (int quiet = 0; quiet < 100; quiet++) {
            SERVER.witness().echoes();
            long now = SERVER.taken();
            if (now != before) {
                quiet = 0;
                before = now;
            }
        }
    }

    @Test
    void whoTakesNoEchoIsNotReadUntilItDoes() {
        RawPeer greedy = SERVER.peer().webSocket(WitnessedEngine.WEBSOCKET);
        assertThat(greedy.answer().status()).isEqualTo(101);
        assertThat(greedy.readText()).startsWith("0{");
        CompletableFuture<Void> sending = CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; i < MESSAGES; i++) {
                        greedy.sendText(MESSAGE);
                    }
                },
                task -> new Thread(task, "greedy").start());
        awaitStandstill();
        assertThat(sending).as("the server stopped reading").isNotDone();
        SERVER.witness().echoes();
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(greedy.readText()).as("echo %d", i).isEqualTo(MESSAGE);
        }
        assertThat(sending).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void sessionOfAWebSocketIsNotPolled() {
        RawPeer webSocket = SERVER.peer().webSocket(WitnessedEngine.WEBSOCKET);
        assertThat(webSocket.answer().status()).isEqualTo(101);
        String sid = sid(webSocket.readText());
        assertThat(SERVER.get(polling(sid)).body()).isEqualTo(BAD_REQUEST);
        assertThat(SERVER.peer().post(polling(sid), "4stolen").answer().body()).isEqualTo(BAD_REQUEST);
        SERVER.witness().echoes();
        webSocket.sendText("4mine");
        assertThat(webSocket.readText()).isEqualTo("4mine");
    }

    @Test
    void pollingSessionIsNotReadUnderAnotherName() {
        EngineSocket session = SERVER.opened();
        session.send("secret");
        Answer answer = SERVER.get(WitnessedEngine.WEBSOCKET + "&sid=" + session.id());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(BAD_REQUEST);
        SERVER.witness().echoes();
        assertThat(SERVER.get(polling(session.id())).body()).isEqualTo("4secret");
    }

    @Test
    void secondPollAtOnceEndsTheSessionAndTheFirst() {
        EngineSocket session = SERVER.opened();
        RawPeer one = SERVER.peer().request("GET", polling(session.id()));
        RawPeer other = SERVER.peer().request("GET", polling(session.id()));
        // Which of the two comes first is the network's choice.
        assertThat(new String[] {one.answer().body(), other.answer().body()})
                .containsExactlyInAnyOrder("1", BAD_REQUEST);
        SERVER.witness().echoes();
        assertThat(SERVER.get(polling(session.id())).body()).isEqualTo(UNKNOWN);
        Eventually.eventually(() -> assertThat(session.isOpen()).isFalse());
    }
}
