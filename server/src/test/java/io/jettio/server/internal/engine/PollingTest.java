package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.common.run.Lane;
import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.Eventually;
import io.jettio.server.internal.fixture.FakeExchange;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.Frames;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.PollingPeer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO protocol, "HTTP long-polling": one GET and one POST at a time. */
class PollingTest {
    private static final String UNKNOWN_SID = "{\"code\":1,\"message\":\"Session ID unknown\"}";
    private static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final EngineBench bench =
            new EngineBench(options -> options.limits(io.jettio.protocol.DecodeLimits.builder()
                    .maxPayloadBytes(1_000)
                    .maxPacketsPerPayload(10)
                    .build()));
    private final PollingPeer peer = bench.polling();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    @Tag("feature:1.1")
    void aPollIsHeldUntilThereIsSomethingToSend() {
        FakeExchange poll = peer.poll();
        assertThat(poll.isAnswered()).isFalse();

        send("hello");

        assertThat(poll.status()).isEqualTo(200);
        assertThat(poll.contentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(poll.body()).isEqualTo("4hello");
    }

    @Test
    void whatWaitsGoesOutTogetherWithTheNextPoll() {
        send("a", "<0102>", "€");
        send("b");

        FakeExchange poll = peer.poll();

        assertThat(poll.body()).isEqualTo("4a\u001ebAQI=\u001e4€\u001e4b");
        assertThat(poll.contentType()).isEqualTo("text/plain; charset=UTF-8");
    }

    @Test
    void aPostIsAnsweredWithOkAfterItsPacketsWereTaken() {
        FakeExchange post = peer.post("4a\u001ebAQI=\u001e4€");

        assertThat(post.status()).isEqualTo(200);
        assertThat(post.body()).isEqualTo("ok");
        assertThat(bench.last().messages()).containsExactly("a", "<0102>", "€");
    }

    @Test
    void aPollAndAPostMayBeUnderWayTogether() {
        FakeExchange poll = peer.poll();

        assertThat(peer.post("4a").body()).isEqualTo("ok");
        assertThat(poll.isAnswered()).isFalse();
        assertThat(bench.last().closes()).isEmpty();
    }

    @Test
    void aPollThatComesWhileHandlersSendGetsAllTheySend() {
        List<FakeExchange> polls = new CopyOnWriteArrayList<>();
        new Lane(bench.core().threads()).add(() -> {
            send("a");
            polls.add(peer.poll());
            send("b");
        });

        Eventually.eventually(() -> assertThat(polls)
                .singleElement()
                .satisfies(poll -> assertThat(poll.isAnswered()).isTrue()));
        assertThat(polls.get(0).body()).isEqualTo("4a\u001e4b");
    }

    @Test
    @Tag("feature:1.37")
    void aSecondPollEndsTheSessionAndBothPolls() {
        FakeExchange first = peer.poll();

        FakeExchange second = peer.poll();

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.body()).isEqualTo(BAD_REQUEST);
        assertThat(first.body()).as("the first learns of the end").isEqualTo("1");
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_ERROR);
        assertThat(peer.poll().body()).isEqualTo(UNKNOWN_SID);
    }

    @Test
    @Tag("feature:1.37")
    void aSecondPostEndsTheSessionAndBothPosts() {
        FakeExchange first = peer.handle(FakeExchange.post(peer.query(), "4a").holdBody());

        FakeExchange second = peer.post("4b");

        assertThat(second.body()).isEqualTo(BAD_REQUEST);
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_ERROR);
        first.arriveBody();
        assertThat(first.isAnswered()).isTrue();
        assertThat(bench.last().messages()).as("the rest goes with the session").isEmpty();
    }

    @Test
    void theNextPollMayComeBeforeTheCarrierSaysThatTheLastIsWritten() {
        FakeExchange first = peer.handle(FakeExchange.get(peer.query()).holdWrite());
        send("a");
        assertThat(first.body()).isEqualTo("4a");

        FakeExchange second = peer.poll();
        send("b");
        first.finishWrite(true);

        assertThat(second.body()).isEqualTo("4b");
        assertThat(bench.last().closes()).isEmpty();
    }

    @Test
    void aPollWhoseAnswerCannotBeWrittenEndsTheSession() {
        peer.handle(FakeExchange.get(peer.query()).failWrite());

        send("a");

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_ERROR);
    }

    @Test
    void aPostThatBreaksOffEndsTheSession() {
        FakeExchange post = peer.handle(FakeExchange.post(peer.query(), "4a").holdBody());

        post.breakBody();

        assertThat(post.isAnswered()).isTrue();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_ERROR);
    }

    @Test
    @Tag("feature:1.21")
    void aBodyOverTheLimitGets413AndEndsTheSession() {
        FakeExchange poll = peer.poll();

        FakeExchange post = peer.post("4" + "x".repeat(1_000));

        assertThat(post.status()).isEqualTo(413);
        assertThat(bench.last().messages()).isEmpty();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.TRANSPORT_ERROR);
        assertThat(poll.isAnswered()).isTrue();
    }

    @Test
    void aBodyOfExactlyTheLimitIsTaken() {
        assertThat(peer.post("4" + "x".repeat(999)).body()).isEqualTo("ok");
        assertThat(bench.last().messages()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "9",
                "4a\u001e",
                "\u001e4a",
                "4a\u001ex",
                "b!",
                "bA",
                "4\u001e4\u001e4\u001e4\u001e4\u001e4\u001e4\u001e4\u001e4\u001e4\u001e4"
            })
    void aPayloadThatCannotBeReadEndsTheSession(String payload) {
        FakeExchange poll = peer.poll();

        FakeExchange post = peer.post(payload);

        assertThat(post.status()).isEqualTo(400);
        assertThat(post.body()).isEqualTo(BAD_REQUEST);
        assertThat(bench.last().messages()).as("not even in part").isEmpty();
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PARSE_ERROR);
        assertThat(poll.isAnswered()).isTrue();
    }

    @Test
    void textThatIsNotUtf8EndsTheSession() {
        FakeExchange post = peer.handle(FakeExchange.postBinary(peer.query(), new byte[] {'4', (byte) 0xff})
                .with("Content-Type", "text/plain"));

        assertThat(post.body()).isEqualTo(BAD_REQUEST);
        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PARSE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0{}", "5", "2", "4a\u001e0"})
    void aPacketThatIsNotForTheServerEndsTheSession(String payload) {
        assertThat(peer.post(payload + "\u001e4b").isAnswered()).isTrue();

        assertThat(bench.last().closes()).containsExactly(EngineCloseReason.PARSE_ERROR);
        assertThat(bench.last().messages())
                .as("the rest of the batch goes with the session")
                .doesNotContain("b");
    }

    @Test
    void aNoopIsIgnored() {
        assertThat(peer.post("6\u001e4a").body()).isEqualTo("ok");
        assertThat(bench.last().messages()).containsExactly("a");
    }

    @Test
    void theSessionsTransportIsTheOnlyOneItAnswersOn() {
        FakeWebSocket webSocket = bench.webSocket();
        String sid = bench.last().session().id();

        FakeExchange poll = bench.handle(FakeExchange.get("EIO=4&transport=polling&sid=" + sid));
        FakeExchange post = bench.handle(FakeExchange.post("EIO=4&transport=polling&sid=" + sid, "4a"));

        assertThat(poll.body()).isEqualTo(BAD_REQUEST);
        assertThat(post.body()).isEqualTo(BAD_REQUEST);
        assertThat(bench.last().closes()).isEmpty();
        webSocket.receive("4b");
        assertThat(bench.last().messages()).containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "HEAD"})
    void anotherMethodIsABadRequestAndLeavesTheSessionAlone(String method) {
        assertThat(peer.handle(FakeExchange.of(method, peer.query())).body()).isEqualTo(BAD_REQUEST);
        assertThat(bench.last().closes()).isEmpty();
    }

    @Test
    void aSidIsMatchedByteForByte() {
        String other = peer.sid().equals(peer.sid().toUpperCase(java.util.Locale.ROOT))
                ? peer.sid().toLowerCase(java.util.Locale.ROOT)
                : peer.sid().toUpperCase(java.util.Locale.ROOT);
        assertThat(bench.handle(FakeExchange.get("EIO=4&transport=polling&sid=" + other))
                        .body())
                .isEqualTo(UNKNOWN_SID);
        assertThat(bench.handle(FakeExchange.get("EIO=4&transport=polling&sid=" + peer.sid() + "%20"))
                        .body())
                .isEqualTo(UNKNOWN_SID);
    }

    @Test
    void versionThreeSendsBinaryInABinaryPayloadUnlessItIsToldB64() {
        try (EngineBench v3 = new EngineBench(options -> options.allowEngineV3(true))) {
            FakeExchange opening = v3.handle(FakeExchange.get("EIO=3&transport=polling"));
            assertThat(opening.contentType()).isEqualTo("text/plain; charset=UTF-8");
            String query = "EIO=3&transport=polling&sid=" + v3.last().session().id();
            v3.last().session().send(List.of(EnginePacket.message(Frames.of("<0102>"))));

            FakeExchange binary = v3.handle(FakeExchange.get(query));
            assertThat(binary.contentType()).isEqualTo("application/octet-stream");
            assertThat(binary.body()).isEqualTo("<0103ff040102>");

            v3.last().session().send(List.of(EnginePacket.message(Frames.of("<0102>"))));
            FakeExchange text = v3.handle(FakeExchange.get(query + "&b64=1"));
            assertThat(text.contentType()).isEqualTo("text/plain; charset=UTF-8");
            assertThat(text.body()).isEqualTo("6:b4AQI=");

            v3.handle(
                    FakeExchange.postBinary(query, new byte[] {0, 2, (byte) 0xff, '4', 'a', 1, 2, (byte) 0xff, 4, 9}));
            v3.handle(FakeExchange.post(query, "2:4b6:b4AQI="));
            assertThat(v3.last().messages()).containsExactly("a", "<09>", "b", "<0102>");
        }
    }

    private void send(String... messages) {
        List<Frame> frames = Arrays.stream(messages).map(Frames::of).toList();
        bench.last().session().send(frames.stream().map(EnginePacket::message).toList());
    }
}
