package io.jettio.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.jettio.conformance.subject.ContractRules;
import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Transport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recovery as the contract {@code js-client} has it. Whether the answer or what was missed comes first is left open. */
interface RecoveryRules extends ContractRules {
    /** What the answer to CONNECT tells. */
    record Session(String sid, String pid) {
        static Session of(String answer, String prefix) {
            JsonObject ids = Joined.object(answer, "0" + prefix, "");
            assertThat(ids.keySet()).containsExactlyInAnyOrder("sid", "pid");
            return new Session(ids.get("sid").getAsString(), ids.get("pid").getAsString());
        }

        String connect(String prefix, String offset) {
            return "0" + prefix + "{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/foo"})
    default void answerToConnectTellsAPrivateId(String namespace) {
        try (Channel channel = Channel.open(Transport.WEBSOCKET, endpoint())) {
            Session session = join(channel, Joined.prefix(namespace));
            assertThat(session.pid()).hasSize(20).isNotEqualTo(session.sid());
        }
    }

    @Test
    default void whatWasMissedIsSentAgainToTheSameSocket() {
        Session session;
        String offset;
        try (Channel channel = Channel.open(Transport.WEBSOCKET, endpoint())) {
            session = join(channel, "");
            channel.send("2[\"getUtf8\"]");
            channel.receive();
            offset = Offsets.of(channel.receive());
        }
        try (Channel channel = Channel.open(Transport.WEBSOCKET, endpoint())) {
            channel.send(session.connect("", offset));
            List<String> packets = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                packets.add(channel.receive());
            }
            String answer = packets.stream()
                    .filter(packet -> packet.startsWith("0"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Session.of(answer, "")).isEqualTo(session);
            packets.remove(answer);
            assertThat(packets)
                    .map(Offsets::without)
                    .containsExactly(
                            "2[\"takeUtf8\",\"Ä ä Ü ü ß\"]",
                            "2[\"takeUtf8\",\"utf8 — string\"]",
                            "2[\"takeUtf8\",\"utf8 — string\"]");
            channel.send("2[\"hi\"]");
            assertThat(Offsets.event(channel)).isEqualTo("2[\"hi\"]");
            channel.send("21[\"getId\"]");
            assertThat(channel.receive()).isEqualTo("31[\"" + session.sid() + "\"]");
        }
    }

    @Test
    default void whoLeftIsNew() {
        Session session;
        String offset;
        try (Channel channel = Channel.open(Transport.WEBSOCKET, endpoint())) {
            session = join(channel, "");
            channel.send("2[\"hi\"]");
            offset = Offsets.of(channel.receive());
            channel.send("1");
        }
        try (Channel channel = Channel.open(Transport.WEBSOCKET, endpoint())) {
            channel.send(session.connect("", offset));
            Session next = Session.of(channel.receive(), "");
            assertThat(next.sid()).isNotEqualTo(session.sid());
            assertThat(next.pid()).isNotEqualTo(session.pid());
        }
    }

    @Test
    default void unknownSessionIsNew() {
        try (Channel channel = Channel.open(Transport.WEBSOCKET, endpoint())) {
            channel.send("0{\"pid\":\"AAAAAAAAAAAAAAAAAAAA\",\"offset\":\"x\"}");
            assertThat(Session.of(channel.receive(), "").pid()).isNotEqualTo("AAAAAAAAAAAAAAAAAAAA");
        }
    }

    private static Session join(Channel channel, String prefix) {
        channel.send("0" + prefix);
        return Session.of(channel.receive(), prefix);
    }
}
