package io.jettio.conformance.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.WebSocketPeer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joining namespaces: CONNECT, its answer, and the event that follows at once. */
public interface SocketConnectRules extends ContractRules {

    @ParameterizedTest
    @EnumSource
    default void answerCarriesOnlyTheIdAndTheAuthFollowsAtOnce(Transport transport) {
        try (Channel channel = Channel.open(transport, endpoint())) {
            channel.send("0");
            assertOnlySid(channel.receive(), "0");
            assertThat(channel.receive()).isEqualTo("2[\"auth\",{}]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void authOfTheHandshakeReachesTheServer(Transport transport) {
        try (Channel channel = Channel.open(transport, endpoint())) {
            channel.send("0{\"token\":\"123\",\"n\":{\"a\":[1,2.5,null,true]}}");
            assertOnlySid(channel.receive(), "0");
            String event = channel.receive();
            assertThat(event).startsWith("2[");
            assertThat(Json.value(event.substring(1)))
                    .isEqualTo(Json.value("[\"auth\",{\"token\":\"123\",\"n\":{\"a\":[1,2.5,null,true]}}]"));
        }
    }

    @ParameterizedTest
    @EnumSource
    default void customNamespaceIsJoined(Transport transport) {
        try (Channel channel = Channel.open(transport, endpoint())) {
            channel.send("0/custom,");
            assertOnlySid(channel.receive(), "0/custom,");
            assertThat(channel.receive()).isEqualTo("2/custom,[\"auth\",{}]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void customNamespaceIsJoinedWithAuth(Transport transport) {
        try (Channel channel = Channel.open(transport, endpoint())) {
            channel.send("0/custom,{\"token\":\"abc\"}");
            assertOnlySid(channel.receive(), "0/custom,");
            assertThat(channel.receive()).isEqualTo("2/custom,[\"auth\",{\"token\":\"abc\"}]");
        }
    }

    @Test
    default void namespaceWithoutCommaIsJoined() {
        try (Channel channel = Channel.open(Transport.WEBSOCKET, endpoint())) {
            channel.send("0/custom");
            assertOnlySid(channel.receive(), "0/custom,");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:2.2")
    default void bothNamespacesLiveOnOneConnectionUnderTwoIds(Transport transport) {
        try (Channel channel = Channel.open(transport, endpoint())) {
            channel.send("0");
            String main = assertOnlySid(channel.receive(), "0");
            assertThat(channel.receive()).isEqualTo("2[\"auth\",{}]");
            channel.send("0/custom,");
            String custom = assertOnlySid(channel.receive(), "0/custom,");
            assertThat(channel.receive()).isEqualTo("2/custom,[\"auth\",{}]");
            assertThat(custom).isNotEqualTo(main);
            channel.send("2[\"message\",1]");
            assertThat(channel.receive()).isEqualTo("2[\"message-back\",1]");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void unknownNamespaceIsRefused(Transport transport) {
        try (Channel channel = Channel.open(transport, endpoint())) {
            channel.send("0/random");
            assertThat(channel.receive()).isEqualTo("4/random,{\"message\":\"Invalid namespace\"}");
            channel.send("0");
            assertOnlySid(channel.receive(), "0");
        }
    }

    @Test
    @Tag("feature:2.4")
    default void connectionIsNotInTheMainNamespaceByItself() {
        try (Channel channel = Channel.open(Transport.WEBSOCKET, endpoint())) {
            channel.send("0/custom,");
            assertOnlySid(channel.receive(), "0/custom,");
            assertThat(channel.receive()).isEqualTo("2/custom,[\"auth\",{}]");
            channel.send("2[\"message\",1]");
            channel.closed();
        }
    }

    @Test
    default void idOfASocketIsNotTheSession() {
        PollingSession session = PollingSession.open(endpoint());
        session.send("40");
        assertThat(Json.sid(session.packet())).isNotEqualTo(session.sid());
    }

    @ParameterizedTest
    @EnumSource
    default void connectionThatJoinsNothingIsClosedThoughItPongs(Transport transport) {
        long opened = System.nanoTime();
        try (Channel channel = Channel.open(transport, timed())) {
            channel.closed();
        }
        assertThat(System.nanoTime() - opened)
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(patienceMillis() - 100));
    }

    @Test
    default void connectionThatIsRefusedEverywhereIsClosed() {
        try (Channel channel = Channel.open(Transport.WEBSOCKET, timed())) {
            channel.send("0/random");
            assertThat(channel.receive()).isEqualTo("4/random,{\"message\":\"Invalid namespace\"}");
            channel.closed();
        }
    }

    @Test
    default void handshakeIsThatOfTheContract() {
        JsonObject handshake = PollingSession.open(timed()).handshake();
        JsonObject rest = handshake.deepCopy();
        rest.remove("sid");
        assertThat(rest).isEqualTo(Json.object("""
                                {"upgrades":["websocket"],"pingInterval":300,"pingTimeout":%d,"maxPayload":1000000}""".formatted(pingTimeoutMillis())));
    }

    @Test
    default void engineVersion3IsRefused() {
        Answer answer = endpoint().get("EIO=3&transport=polling");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).isEqualTo(Json.value("{\"code\":5,\"message\":\"Unsupported protocol version\"}"));
    }

    @Test
    default void noCorsHeaderIsSentUnlessAskedFor() {
        for (String query : List.of("EIO=4&transport=polling", "EIO=4&transport=abc")) {
            Answer answer =
                    endpoint().get(query, "Origin", "http://" + endpoint().authority());
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    default void upgradeThatNeverCompletesEndsOnlyTheCandidate() {
        PollingSession session = PollingSession.open(timed());
        session.send("40");
        assertThat(session.packet()).startsWith("40{");
        assertThat(session.packet()).isEqualTo("42[\"auth\",{}]");
        try (WebSocketPeer candidate = WebSocketPeer.open(timed(), session.upgradeQuery())) {
            // Meanwhile the session's heartbeat must go on: the echo, asked for again and again, carries the pings.
            long opened = System.nanoTime();
            while (System.nanoTime() - opened < TimeUnit.MILLISECONDS.toNanos(patienceMillis() + 200)) {
                assertThat(session.poll().text()).isEqualTo("2");
                session.send("3");
            }
            candidate.closed();
        }
        session.send("42[\"message\",1]");
        assertThat(session.packet()).isEqualTo("42[\"message-back\",1]");
    }

    /** Checks a CONNECT answer and gives the socket's id. */
    private static String assertOnlySid(String packet, String prefix) {
        assertThat(packet).startsWith(prefix + "{");
        JsonObject answer = Json.object(packet.substring(prefix.length()));
        assertThat(answer.keySet()).containsExactly("sid");
        assertThat(answer.get("sid").getAsString()).isNotEmpty();
        return answer.get("sid").getAsString();
    }
}
