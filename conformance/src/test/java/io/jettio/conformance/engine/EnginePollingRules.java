package io.jettio.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.RawExchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages over HTTP long-polling, and what ends such a session. */
interface EnginePollingRules extends ContractRules {

    @Test
    default void postIsAnsweredOk() {
        Answer answer = PollingSession.open(endpoint()).post("4hello");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("ok");
    }

    @Test
    default void textIsEchoedAsText() {
        PollingSession session = PollingSession.open(endpoint());
        assertThat(session.send("4hello").packet()).isEqualTo("4hello");
    }

    @Test
    @Tag("feature:1.1")
    default void waitingPollIsAnsweredByTheEcho() {
        PollingSession session = PollingSession.open(endpoint());
        try (RawExchange poll = session.heldPoll()) {
            session.send("4hello");
            assertThat(poll.answer().text()).isEqualTo("4hello");
        }
    }

    @Test
    default void textBeyondAsciiSurvives() {
        PollingSession session = PollingSession.open(endpoint());
        assertThat(session.send("4€ привет 漢字 🦊\n\t\"\\").packet()).isEqualTo("4€ привет 漢字 🦊\n\t\"\\");
    }

    @Test
    default void textWithZeroByteSurvives() {
        PollingSession session = PollingSession.open(endpoint());
        assertThat(session.send("4a\u0000b").packet()).isEqualTo("4a\u0000b");
    }

    @Test
    default void emptyMessageIsEchoed() {
        PollingSession session = PollingSession.open(endpoint());
        assertThat(session.send("4\u001e4end").packet()).isEqualTo("4");
        assertThat(session.packet()).isEqualTo("4end");
    }

    @Test
    @Tag("feature:1.5")
    default void binaryTravelsAsBase64() {
        PollingSession session = PollingSession.open(endpoint());
        // 00 01 02 ff
        assertThat(session.send("bAAEC/w==").packet()).isEqualTo("bAAEC/w==");
    }

    @Test
    default void everyByteValueSurvivesAsBase64() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        PollingSession session = PollingSession.open(endpoint());
        String packet = "b" + Base64.getEncoder().encodeToString(bytes);
        assertThat(session.send(packet).packet()).isEqualTo(packet);
    }

    @Test
    @Tag("feature:1.5")
    default void batchIsEchoedInOrder() {
        PollingSession session = PollingSession.open(endpoint());
        session.send("4one\u001ebAAEC/w==\u001e4three");
        assertThat(List.of(session.packet(), session.packet(), session.packet()))
                .containsExactly("4one", "bAAEC/w==", "4three");
    }

    @Test
    default void longBatchLosesNothing() {
        PollingSession session = PollingSession.open(endpoint());
        StringBuilder batch = new StringBuilder("4message 0");
        for (int i = 1; i < 120; i++) {
            batch.append("\u001e4message ").append(i);
        }
        session.send(batch.toString());
        for (int i = 0; i < 120; i++) {
            assertThat(session.packet()).isEqualTo("4message " + i);
        }
    }

    @Test
    default void messageOfTheLargestPayloadPasses() {
        PollingSession session = PollingSession.open(endpoint());
        String packet = "4" + "x".repeat(999_999);
        assertThat(session.send(packet).packet()).isEqualTo(packet);
    }

    @Test
    default void payloadOverTheLimitIsTooLarge() {
        PollingSession session = PollingSession.open(endpoint());
        byte[] head = endpoint().head("POST", session.query(), "Content-Type: text/plain", "Content-Length: 1000001");
        byte[] body = ("4" + "x".repeat(1_000_000)).getBytes(StandardCharsets.US_ASCII);
        try (RawExchange exchange = RawExchange.open(endpoint()).send(head)) {
            // The answer may come before the body was taken, and only the answer counts.
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(() -> exchange.send(body), task -> new Thread(task, "sending").start());
            assertThat(exchange.status())
                    .as("sent in full: %s", sending.isDone())
                    .isEqualTo(413);
        }
    }

    @Test
    default void malformedPacketEndsTheSession() {
        PollingSession session = PollingSession.open(endpoint());
        // What the reference implementation answers here is chance: only what follows is common.
        assertThat(RawExchange.post(endpoint(), session.query(), "abc")).isIn(0, 200, 400);
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    default void secondPollAtOnceEndsTheSession() {
        PollingSession session = PollingSession.open(endpoint());
        CompletableFuture<Answer> one = session.pollLater();
        CompletableFuture<Answer> other = session.pollLater();
        List<Answer> answers = List.of(endpoint().awaited(one), endpoint().awaited(other));
        // Which of the two came first is the network's choice.
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 400);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 200)
                .allSatisfy(answer -> assertThat(answer.text()).isEqualTo("1"));
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    default void pollAfterAnAbortedOneEndsTheSession() {
        PollingSession session = PollingSession.open(endpoint());
        session.heldPoll().close();
        assertThat(session.poll().status()).isEqualTo(400);
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    default void closePacketAnswersTheWaitingPollWithNoop() {
        PollingSession session = PollingSession.open(endpoint());
        try (RawExchange poll = session.heldPoll()) {
            session.send("1");
            assertThat(poll.answer().text()).isEqualTo("6");
        }
        assertThat(session.poll().status()).isEqualTo(400);
    }

    @Test
    default void sessionsDoNotMix() {
        PollingSession one = PollingSession.open(endpoint());
        PollingSession other = PollingSession.open(endpoint());
        assertThat(one.sid()).isNotEqualTo(other.sid());
        one.send("4for one");
        other.send("4for the other");
        assertThat(other.packet()).isEqualTo("4for the other");
        assertThat(one.packet()).isEqualTo("4for one");
    }
}
