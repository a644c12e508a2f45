package io.jettio.server.adapter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.Frame;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.server.adapter.AckSink;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.Flags;
import io.jettio.server.adapter.SocketDetails;
import io.jettio.server.engine.EngineRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages as bytes. */
class MessageCodecTest {
    private static final Parser PARSER = new JsonParser(GsonJsonCodec.shared());
    private static final BroadcastOptions OPTIONS = new BroadcastOptions(
            Set.of("red", "ü#*"), Set.of("blue"), new Flags(true, false, false, Duration.ofMillis(1500), true, null));

    private static EventPacket packet() {
        return new EventPacket(
                "/a", Packet.NO_ID, "e", PARSER.payload(Arrays.asList(null, 1.5, new byte[] {1, 2}, Map.of("b", "ü"))));
    }

    static Stream<ClusterMessage> messages() {
        SocketDetails socket = new SocketDetails(
                "sid",
                new EngineRequest(
                        Instant.ofEpochMilli(1),
                        "GET",
                        "::1",
                        true,
                        "/?a=b",
                        Map.of("a", List.of("b", "c")),
                        Map.of("host", List.of("h"))),
                PARSER.payload(List.of(Map.of("token", "t"))),
                Set.of("sid", "red"),
                Map.of("n", 7L, "list", List.of("x")));
        return Stream.of(
                new ClusterMessage.InitialHeartbeat("u", "/a"),
                new ClusterMessage.Heartbeat("u", "/a"),
                new ClusterMessage.Broadcast("u", "/a", packet(), OPTIONS, null),
                new ClusterMessage.Broadcast("u", "/a", packet(), BroadcastOptions.ALL, "id"),
                new ClusterMessage.SocketsJoin("u", "/a", OPTIONS, List.of("x", "")),
                new ClusterMessage.SocketsLeave("u", "/a", OPTIONS, List.of()),
                new ClusterMessage.DisconnectSockets("u", "/a", OPTIONS, true),
                new ClusterMessage.FetchSockets("u", "/a", OPTIONS, "id"),
                new ClusterMessage.FetchSocketsResponse("u", "/a", "id", List.of(socket, socket)),
                new ClusterMessage.ServerSideEmit("u", "/a", packet(), "id"),
                new ClusterMessage.ServerSideEmitResponse("u", "/a", "id", PARSER.payload(List.of(1))),
                new ClusterMessage.BroadcastClientCount("u", "/a", "id", 42),
                new ClusterMessage.BroadcastAck("u", "/a", "id", PARSER.payload(List.of(new byte[3]))),
                new ClusterMessage.AdapterClose("u", "/a"),
                new ClusterMessage.ClientsGone("u", "/a", "id", 2, AckSink.Gone.DROPPED),
                new ClusterMessage.AllRooms("u", "/a", "id"),
                new ClusterMessage.AllRoomsResponse("u", "/a", "id", Set.of("x", "y")),
                new ClusterMessage.NotHeard("u", "/a", "id"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsWrittenIsRead(ClusterMessage message) {
        byte[] bytes = MessageCodec.encode(message, PARSER);
        assertThat(MessageCodec.decode(bytes, PARSER)).isEqualTo(message);
        assertThat(MessageCodec.namespace(bytes)).isEqualTo("/a");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageThatIsCutShortIsNone(ClusterMessage message) {
        byte[] bytes = MessageCodec.encode(message, PARSER);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> MessageCodec.decode(cut, PARSER)).isInstanceOf(MessageException.class);
        }
        assertThatThrownBy(() -> MessageCodec.decode(Arrays.copyOf(bytes, bytes.length + 1), PARSER))
                .isInstanceOf(MessageException.class);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageWithAnyByteChangedIsReadOrRefused(ClusterMessage message) {
        byte[] bytes = MessageCodec.encode(message, PARSER);
        for (int i = 0; i < bytes.length; i++) {
            for (int other : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                byte[] changed = bytes.clone();
                changed[i] = (byte) other;
                try {
                    assertThat(MessageCodec.decode(changed, PARSER)).isNotNull();
                } catch (MessageException e) {
                    assertThat(e).hasMessageNotContaining("token");
                }
            }
        }
    }

    @Test
    void aTypeThatIsNotKnownIsToldWithWhoSaysIt() {
        byte[] bytes = MessageCodec.encode(new ClusterMessage.NotHeard("u", "/a", "id"), PARSER);
        bytes[3] = 14;
        assertThat(MessageCodec.decode(bytes, PARSER)).isEqualTo(new ClusterMessage.Unknown("u", "/a", 14));
    }

    @Test
    void nestingBeyondTheLimitIsRefused() {
        MessageOutput out = new MessageOutput();
        out.number(3);
        out.text("u");
        out.text("/");
        out.flag(false);
        out.number(0);
        out.number(0);
        out.flag(false);
        out.flag(true);
        out.flag(false);
        out.number(-1L);
        byte[] deep = ("2[\"e\"," + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        out.frames(List.of(Frame.text(deep, 0, deep.length)));
        assertThatThrownBy(() -> MessageCodec.decode(out.toByteArray(), PARSER))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("nest");
    }
}
