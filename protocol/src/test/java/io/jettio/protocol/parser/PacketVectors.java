package io.jettio.protocol.parser;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.json.JsonPayload;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Every form of packet that the two revisions have, with its frames. */
final class PacketVectors {
    static final JsonParser PARSER = new JsonParser(GsonJsonCodec.shared());

    private PacketVectors() {}

    static Stream<Arguments> all() {
        return Stream.concat(
                Stream.of(ProtocolRevision.V4, ProtocolRevision.V5).flatMap(PacketVectors::ofBoth),
                Stream.concat(ofRevision5(), ofRevision4()));
    }

    private static Stream<Arguments> ofBoth(ProtocolRevision revision) {
        return Stream.of(
                vector(revision, connect("/", ""), "0"),
                vector(revision, connect("/admin", ""), "0/admin,"),
                vector(revision, new DisconnectPacket("/"), "1"),
                vector(revision, new DisconnectPacket("/admin"), "1/admin,"),
                vector(revision, event("/", Packet.NO_ID, "foo", "[]"), "2[\"foo\"]"),
                vector(revision, event("/", Packet.NO_ID, "foo", "[1,null,\"a\"]"), "2[\"foo\",1,null,\"a\"]"),
                vector(revision, event("/", 12, "foo", "[]"), "212[\"foo\"]"),
                vector(revision, event("/", 0, "foo", "[{\"a\":[]}]"), "20[\"foo\",{\"a\":[]}]"),
                vector(revision, event("/admin", Packet.NO_ID, "foo", "[]"), "2/admin,[\"foo\"]"),
                vector(
                        revision,
                        event("/admin", 456, "project:delete", "[123]"),
                        "2/admin,456[\"project:delete\",123]"),
                vector(revision, event("/", Packet.MAX_ID, "a", "[]"), "29007199254740992[\"a\"]"),
                vector(revision, event("/", Packet.NO_ID, "", "[\"\"]"), "2[\"\",\"\"]"),
                vector(
                        revision,
                        event("/", Packet.NO_ID, "a\"\n\u00e9\ud83d\ude00", "[]"),
                        "2[\"a\\\"\\n\u00e9\ud83d\ude00\"]"),
                vector(revision, event("/h\u00e9", Packet.NO_ID, "a", "[]"), "2/h\u00e9,[\"a\"]"),
                vector(revision, event("//", Packet.NO_ID, "a", "[]"), "2//,[\"a\"]"),
                vector(revision, new AckPacket("/", 13, json("[]")), "313[]"),
                vector(revision, new AckPacket("/", 0, json("[\"x\"]")), "30[\"x\"]"),
                vector(revision, new AckPacket("/admin", 456, json("[1,2]")), "3/admin,456[1,2]"),
                vector(
                        revision,
                        event("/", Packet.NO_ID, "hello", "[{\"_placeholder\":true,\"num\":0}]", "010203"),
                        "51-[\"hello\",{\"_placeholder\":true,\"num\":0}]",
                        "010203"),
                vector(
                        revision,
                        event("/admin", 456, "project:delete", "[{\"_placeholder\":true,\"num\":0}]", "010203"),
                        "51-/admin,456[\"project:delete\",{\"_placeholder\":true,\"num\":0}]",
                        "010203"),
                vector(
                        revision,
                        event(
                                "/",
                                Packet.NO_ID,
                                "b",
                                "[{\"_placeholder\":true,\"num\":0},{\"k\":{\"_placeholder\":true,\"num\":1}}]",
                                "01",
                                ""),
                        "52-[\"b\",{\"_placeholder\":true,\"num\":0},{\"k\":{\"_placeholder\":true,\"num\":1}}]",
                        "01",
                        ""),
                vector(
                        revision,
                        new AckPacket("/admin", 456, json("[{\"_placeholder\":true,\"num\":0}]", "030201")),
                        "61-/admin,456[{\"_placeholder\":true,\"num\":0}]",
                        "030201"),
                vector(
                        revision,
                        new AckPacket("/", 0, json("[1,{\"_placeholder\":true,\"num\":0}]", "ff")),
                        "61-0[1,{\"_placeholder\":true,\"num\":0}]",
                        "ff"));
    }

    private static Stream<Arguments> ofRevision5() {
        ProtocolRevision v5 = ProtocolRevision.V5;
        return Stream.of(
                vector(v5, new ConnectPacket("/", "", value("{\"sid\":\"abc\"}")), "0{\"sid\":\"abc\"}"),
                vector(v5, new ConnectPacket("/admin", "", value("{\"token\":\"1\"}")), "0/admin,{\"token\":\"1\"}"),
                vector(v5, connect("/admin?x=1", ""), "0/admin?x=1,"),
                vector(
                        v5,
                        new ConnectErrorPacket("/", value("{\"message\":\"Not authorized\"}")),
                        "4{\"message\":\"Not authorized\"}"),
                vector(
                        v5,
                        new ConnectErrorPacket("/admin", value("{\"message\":\"x\",\"data\":{\"c\":7}}")),
                        "4/admin,{\"message\":\"x\",\"data\":{\"c\":7}}"),
                vector(
                        v5,
                        new ConnectErrorPacket("/random", value("\"Unable to connect\"")),
                        "4/random,\"Unable to connect\""));
    }

    private static Stream<Arguments> ofRevision4() {
        ProtocolRevision v4 = ProtocolRevision.V4;
        return Stream.of(
                vector(v4, connect("/admin", "x=1&y=2"), "0/admin?x=1&y=2,"),
                vector(v4, connect("/", "token=a?b"), "0/?token=a?b,"),
                vector(v4, new ConnectErrorPacket("/", value("\"Invalid namespace\"")), "4\"Invalid namespace\""),
                vector(v4, new ConnectErrorPacket("/admin", value("{\"code\":7}")), "4/admin,{\"code\":7}"),
                vector(v4, new ConnectErrorPacket("/admin", value("[1]")), "4/admin,[1]"),
                vector(v4, new ConnectErrorPacket("/", value("null")), "4null"),
                vector(v4, new ConnectErrorPacket("/admin", json("[]")), "4/admin,"));
    }

    private static Arguments vector(ProtocolRevision revision, Packet packet, String header, String... attachments) {
        return Arguments.of(revision, packet, frames(header, attachments));
    }

    static List<Frame> frames(String header, String... attachments) {
        List<Frame> frames = new ArrayList<>();
        frames.add(Frame.text(header));
        frames.addAll(binary(attachments));
        return frames;
    }

    static List<Frame.Binary> binary(String... hex) {
        return Stream.of(hex)
                .map(bytes -> Frame.binary(HexFormat.of().parseHex(bytes)))
                .toList();
    }

    static ConnectPacket connect(String namespace, String query) {
        return new ConnectPacket(namespace, query, JsonPayload.EMPTY);
    }

    static EventPacket event(String namespace, long id, String event, String arguments, String... attachments) {
        return new EventPacket(namespace, id, event, json(arguments, attachments));
    }

    static JsonPayload json(String array, String... attachments) {
        byte[] utf8 = array.getBytes(StandardCharsets.UTF_8);
        return JsonPayload.parseArray(
                        GsonJsonCodec.shared(), utf8, 0, utf8.length, attachments.length, DecodeLimits.defaults())
                .withAttachments(binary(attachments));
    }

    static JsonPayload value(String json) {
        return json("[" + json + "]");
    }
}
