package io.jettio.client.internal.engine;

import static io.jettio.client.internal.engine.SessionFixture.RS;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.engine.TransportType;
import io.jettio.protocol.Frame;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The session over long-polling, on fake carriers and a clock of the test's own. */
final class EngineSessionPollingTest {
    @Test
    void handshakeOpensAndTheNextPollFollows() {
        SessionFixture it = SessionFixture.polling();
        it.session.open();
        assertThat(it.carriers.gets.get(0).request.uri())
                .asString()
                .matches("http://host:1/engine\\.io/\\?EIO=4&transport=polling&t=[0-9a-z]+\\.0");

        it.poll(SessionFixture.handshake("", 1_000_000) + RS + "4hi");

        assertThat(it.told).containsExactly("opened");
        assertThat(it.messages).containsExactly("hi");
        assertThat(it.carriers.gets).hasSize(2);
        assertThat(it.carriers.lastGet().request.uri().getQuery()).contains("sid=s1");
    }

    @Test
    void firstPacketMustBeOpen() {
        SessionFixture it = SessionFixture.polling();
        it.session.open();
        it.poll("4early");
        assertThat(it.told).containsExactly("closed: parse error");
        assertThat(it.strand.timers()).isZero();
    }

    @Test
    void secondOpenIsRefused() {
        SessionFixture it = SessionFixture.polling().opened();
        it.poll(SessionFixture.handshake("", 1));
        assertThat(it.told).containsExactly("opened", "closed: parse error");
    }

    @Test
    void intervalsOutOfRangeAreRefused() {
        for (String interval : List.of("-1", "0", "1e99", "99999999999")) {
            SessionFixture it = SessionFixture.polling();
            it.session.open();
            it.poll(SessionFixture.handshake("", 1).replace("300", interval));
            assertThat(it.told).containsExactly("closed: parse error");
        }
    }

    @Test
    void missingHandshakeEndsAtTheConnectTimeout() {
        SessionFixture it = SessionFixture.polling();
        it.session.open();
        it.strand.advance(Duration.ofMillis(19_999));
        assertThat(it.told).isEmpty();
        it.strand.advance(Duration.ofMillis(1));
        assertThat(it.told).containsExactly("closed: transport error");
        assertThat(it.carriers.lastGet().aborted).isTrue();
    }

    @Test
    void onePongAnswersAllPingsThatCameWhileNothingCouldBeSent() {
        SessionFixture it = SessionFixture.polling().opened();
        it.poll("2");
        for (int i = 0; i < 100; i++) {
            it.poll("2" + RS + "2");
        }

        it.carriers.lastPost().answer("ok");
        it.strand.run();

        assertThat(it.carriers.lastPost().body()).isEqualTo("3");
        it.carriers.lastPost().answer("ok");
        it.poll("2");
        assertThat(it.carriers.lastPost().body()).isEqualTo("3");
    }

    @Test
    void pingIsAnsweredAndMovesTheDeadline() {
        SessionFixture it = SessionFixture.polling().opened();
        it.strand.advance(Duration.ofMillis(400));
        it.poll("2");
        assertThat(it.carriers.lastPost().body()).isEqualTo("3");
        it.strand.advance(Duration.ofMillis(499));
        assertThat(it.told).containsExactly("opened");
        it.strand.advance(Duration.ofMillis(1));
        assertThat(it.told).containsExactly("opened", "closed: ping timeout");
        assertThat(it.carriers.lastGet().aborted).isTrue();
        assertThat(it.strand.timers()).isZero();
    }

    @Test
    @Tag("feature:1.19")
    void overduePingIsSeenBeforeSendingWhenTimersAreLate() {
        SessionFixture it = SessionFixture.polling().opened();
        assertThat(it.session.checkAlive()).isTrue();
        it.strand.sleep(Duration.ofMillis(500));
        assertThat(it.session.checkAlive()).isFalse();
        assertThat(it.told).containsExactly("opened", "closed: ping timeout");
    }

    @Test
    void oneRequestOfEachKindAtATime() {
        SessionFixture it = SessionFixture.polling().opened();
        it.send("a");
        it.send("b", "c");
        assertThat(it.carriers.posts).hasSize(1);
        assertThat(it.carriers.lastPost().body()).isEqualTo("4a");
        it.carriers.lastPost().answer("ok");
        it.strand.run();
        assertThat(it.carriers.posts).hasSize(2);
        assertThat(it.carriers.lastPost().body()).isEqualTo("4b" + RS + "4c");
        assertThat(it.carriers.gets).hasSize(2);
        assertThat(it.releasedPackets).isEqualTo(1);
    }

    @Test
    @Tag("feature:1.8")
    void bodiesKeepWithinTheServersMaxPayload() {
        // "4aaa" RS "4bbb" is nine bytes; a message that alone is too large goes alone.
        SessionFixture it = SessionFixture.polling().opened(9);
        it.send("first");
        it.send("aaa", "bbb", "c", "0123456789");
        it.session.send(List.of(Frame.binary(new byte[] {1, 2, 3})));
        for (String expected : List.of("4first", "4aaa" + RS + "4bbb", "4c", "40123456789", "bAQID")) {
            assertThat(it.carriers.lastPost().body()).isEqualTo(expected);
            it.carriers.lastPost().answer("ok");
            it.strand.run();
        }
        assertThat(it.carriers.posts).hasSize(5);
        assertThat(it.releasedPackets).isEqualTo(6);
        assertThat(it.releasedBytes).isEqualTo(5 + 3 + 3 + 1 + 10 + 3);
    }

    @Test
    void refusedRequestsEndTheSessionAndDropTheBuffer() {
        SessionFixture it = SessionFixture.polling().opened();
        it.send("a", "b");
        it.carriers.lastPost().answer(400, "{}");
        it.strand.run();
        assertThat(it.told).containsExactly("opened", "closed: transport error");
        assertThat(it.releasedPackets).isEqualTo(2);
        it.send("late");
        assertThat(it.releasedPackets).isEqualTo(3);
    }

    @Test
    void brokenPollEndsTheSession() {
        SessionFixture it = SessionFixture.polling().opened();
        it.carriers.lastGet().fail();
        it.strand.run();
        assertThat(it.told).containsExactly("opened", "closed: transport error");
    }

    @Test
    void connectionsThatMayBeDeadAreNotKept() {
        SessionFixture silent = SessionFixture.polling().opened();
        silent.strand.advance(Duration.ofMillis(500));
        assertThat(silent.told).containsExactly("opened", "closed: ping timeout");
        assertThat(silent.carriers.dropped).containsExactly("host:1");

        SessionFixture cut = SessionFixture.polling().opened();
        cut.carriers.lastGet().fail();
        cut.strand.run();
        assertThat(cut.carriers.dropped).containsExactly("host:1");

        SessionFixture left = SessionFixture.polling().opened();
        left.session.close();
        left.carriers.lastPost().answer("ok");
        left.strand.run();
        assertThat(left.told).containsExactly("opened", "closed: forced close");
        assertThat(left.carriers.dropped).isEmpty();
    }

    @Test
    void closePacketOverWebSocketEndsTheSession() {
        SessionFixture it = new SessionFixture(o -> o.transports(TransportType.WEBSOCKET)).openedOverWebSocket();
        it.carriers.webSocketConnection().receive("1");
        it.strand.run();
        assertThat(it.told).containsExactly("opened", "closed: transport close");
    }

    @Test
    void closePacketEndsTheSession() {
        SessionFixture it = SessionFixture.polling().opened();
        it.poll("4last" + RS + "1" + RS + "4never");
        assertThat(it.messages).containsExactly("last");
        assertThat(it.told).containsExactly("opened", "closed: transport close");
    }

    @Test
    void closingSendsWhatIsBufferedThenClose() {
        SessionFixture it = SessionFixture.polling().opened();
        it.send("a");
        it.send("b");
        it.session.close();
        for (String expected : List.of("4a", "4b", "1")) {
            assertThat(it.carriers.lastPost().body()).isEqualTo(expected);
            assertThat(it.told).containsExactly("opened");
            it.carriers.lastPost().answer("ok");
            it.strand.run();
        }
        assertThat(it.told).containsExactly("opened", "closed: forced close");
        assertThat(it.carriers.lastGet().aborted).isTrue();
        assertThat(it.strand.timers()).isZero();
    }

    @Test
    void closingThatTakesTooLongEnds() {
        SessionFixture it = SessionFixture.polling().opened();
        it.send("a");
        it.session.close();
        it.poll("2");
        it.strand.advance(Duration.ofSeconds(5));
        assertThat(it.told).hasSize(2).contains("opened");
        assertThat(it.strand.timers()).isZero();
    }

    @Test
    void serverThatAnswersWithNothingIsPolledEverMoreSlowly() {
        SessionFixture it = SessionFixture.polling().opened();
        for (int i = 0; i < 16; i++) {
            it.poll("6");
        }
        int polls = it.carriers.gets.size();
        it.poll("6");
        assertThat(it.carriers.gets).hasSize(polls);
        it.strand.advance(Duration.ofMillis(20));
        assertThat(it.carriers.gets).hasSize(polls + 1);
        it.poll("6");
        it.strand.advance(Duration.ofMillis(39));
        assertThat(it.carriers.gets).hasSize(polls + 1);
        it.strand.advance(Duration.ofMillis(1));
        assertThat(it.carriers.gets).hasSize(polls + 2);
        it.poll("4x");
        assertThat(it.carriers.gets).hasSize(polls + 3);
    }

    @Test
    void pausedReadingStopsPollsAndTheHeartbeatsClock() {
        SessionFixture it = SessionFixture.polling().opened();
        it.session.pauseReading(true);
        it.poll("4x");
        int polls = it.carriers.gets.size();
        it.strand.advance(Duration.ofSeconds(10));
        assertThat(it.carriers.gets).hasSize(polls);
        assertThat(it.session.checkAlive()).isTrue();
        it.session.pauseReading(false);
        assertThat(it.carriers.gets).hasSize(polls + 1);
        it.strand.advance(Duration.ofMillis(500));
        assertThat(it.told).containsExactly("opened", "closed: ping timeout");
    }
}
