package io.jettio.harness.cases;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.jettio.harness.check.Case;
import io.jettio.harness.check.Cases;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Needs;
import io.jettio.harness.check.Section;
import io.jettio.harness.server.ServerTrial;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.RawExchange;
import io.jettio.harness.wire.WebSocketPeer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a session begins. */
final class EngineHandshakeCases {
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEBSOCKET = "EIO=4&transport=websocket";

    private EngineHandshakeCases() {}

    static List<Case<ServerTrial>> all() {
        return new Cases<ServerTrial>("E4-HANDSHAKE", Section.E4_HANDSHAKE)
                .must(1, "A polling handshake is answered with an open packet.", t -> {
                    Answer answer = t.endpoint().get(POLLING);
                    Expect.status(answer, 200);
                    Expect.startsWith(answer.text(), "0{");
                    member(polling(t), "sid");
                })
                .must(2, "The open packet names the session by a string that is not empty.", t -> {
                    JsonElement sid = member(polling(t), "sid");
                    Expect.that(
                            sid.isJsonPrimitive()
                                    && sid.getAsJsonPrimitive().isString()
                                    && !sid.getAsString().isEmpty(),
                            "sid is " + sid);
                })
                .must(3, "The open packet carries the ping interval and the ping timeout in milliseconds.", t -> {
                    positive(polling(t), "pingInterval");
                    positive(polling(t), "pingTimeout");
                })
                .must(
                        4,
                        "The open packet carries the largest payload in bytes.",
                        t -> positive(polling(t), "maxPayload"))
                .must(
                        5,
                        "The open packet lists the upgrades as an array.",
                        t -> Expect.that(member(polling(t), "upgrades").isJsonArray(), "upgrades is no array"))
                .should(
                        6,
                        "A polling handshake offers the upgrade to WebSocket.",
                        t -> Expect.equal(member(polling(t), "upgrades"), Json.value("[\"websocket\"]")))
                .should(
                        7,
                        "The open packet carries nothing else.",
                        t -> Expect.equal(
                                Set.copyOf(polling(t).keySet()),
                                Set.of("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload")))
                .must(8, "A WebSocket handshake is answered with an open packet.", t -> {
                    JsonObject open = webSocket(t);
                    member(open, "sid");
                    positive(open, "pingInterval");
                    positive(open, "pingTimeout");
                })
                .must(
                        9,
                        "A WebSocket handshake offers no upgrade.",
                        t -> Expect.equal(member(webSocket(t), "upgrades"), Json.value("[]")))
                .should(10, "Both transports announce the same times and sizes.", t -> {
                    JsonObject one = polling(t).deepCopy();
                    JsonObject other = webSocket(t).deepCopy();
                    for (String differs : List.of("sid", "upgrades")) {
                        one.remove(differs);
                        other.remove(differs);
                    }
                    Expect.equal(one, other);
                })
                .must(11, "Each handshake makes a session of its own.", t -> {
                    Set<String> seen = new HashSet<>();
                    for (int i = 0; i < 50; i++) {
                        Expect.that(seen.add(t.session().sid()), "a session id came twice");
                    }
                })
                .advisory(12, "A session id has at least 20 characters that a URL may carry as they are.", t -> {
                    String sid = t.session().sid();
                    Expect.that(sid.matches("[A-Za-z0-9_-]{20,}"), "the id is " + sid);
                })
                .section(Section.E4_HEADERS)
                .should(13, "A polling handshake is plain text in UTF-8.", t -> {
                    String type =
                            t.endpoint().get(POLLING).header("Content-Type").orElse("");
                    Expect.that(
                            type.toLowerCase(Locale.ROOT).matches("text/plain; ?charset=utf-8"),
                            "the content type is " + type);
                })
                .advisory(
                        14,
                        "A polling handshake is not to be cached.",
                        t -> Expect.that(
                                t.endpoint()
                                        .get(POLLING)
                                        .header("Cache-Control")
                                        .orElse("")
                                        .contains("no-store"),
                                "no Cache-Control: no-store"))
                .section(Section.E4_QUERY)
                .must(
                        15,
                        "Parameters of the application's pass.",
                        t -> Expect.startsWith(
                                t.endpoint()
                                        .get(POLLING + "&t=Pq1a2b3&token=a%26b%20c&empty=")
                                        .text(),
                                "0{"))
                .must(
                        16,
                        "The order of the parameters does not matter.",
                        t -> Expect.startsWith(
                                t.endpoint()
                                        .get("t=1&transport=polling&x=y&EIO=4")
                                        .text(),
                                "0{"))
                .section(Section.E4_REQUEST_PATH)
                .must(17, "Another path is not answered with a handshake.", t -> {
                    String elsewhere = "GET /jettio-harness-elsewhere/?" + POLLING + " HTTP/1.1\r\nHost: "
                            + t.endpoint().authority() + "\r\nConnection: close\r\n\r\n";
                    RawExchange raw = t.raw().send(elsewhere.getBytes(StandardCharsets.US_ASCII));
                    int status;
                    try {
                        status = raw.status();
                    } catch (AssertionError e) {
                        return; // no answer is no handshake either
                    }
                    Expect.that(status != 200, "it was answered 200");
                })
                .section(Section.E4_TRANSPORTS)
                .should(18, "A session id is never the client's choice.", t -> {
                    String chosen = "AAAAAAAAAAAAAAAAAAAA";
                    Answer answer =
                            t.endpoint().get(POLLING + "&io=" + chosen, "Cookie", "io=" + chosen, "sid", chosen);
                    Expect.that(!answer.text().contains(chosen), "the server took it");
                })
                .must(19, "Requests of one connection are answered one after another.", t -> {
                    try (var raw = t.raw()) {
                        for (int i = 0; i < 3; i++) {
                            Answer answer =
                                    raw.send(t.endpoint().head("GET", POLLING)).answer();
                            Expect.startsWith(answer.text(), "0{");
                        }
                    }
                })
                .needs(Needs.ECHO)
                .section(Section.E4_HANDSHAKE)
                .must(
                        20,
                        "A session that a WebSocket began can be used at once.",
                        t -> t.echoes(t.answeringPeer(), "hello"))
                .must(21, "A session that polling began can be used at once.", t -> t.echoes(t.answering(), "hello"))
                .must(22, "A hundred sessions live side by side.", t -> {
                    for (int i = 0; i < 100; i++) {
                        t.peer();
                    }
                    t.echoes(t.answeringPeer(), "hello");
                })
                .list();
    }

    private static JsonObject polling(ServerTrial t) {
        return t.session().handshake();
    }

    private static JsonObject webSocket(ServerTrial t) {
        WebSocketPeer peer = t.closing(WebSocketPeer.open(t.endpoint(), WEBSOCKET));
        String open = peer.text();
        Expect.startsWith(open, "0{");
        return Json.object(open.substring(1));
    }

    private static JsonElement member(JsonObject open, String name) {
        @Nullable JsonElement value = open.get(name);
        if (value == null) {
            throw new AssertionError("there is no " + name + " in " + open);
        }
        return value;
    }

    private static void positive(JsonObject open, String name) {
        JsonElement value = member(open, name);
        Expect.that(
                value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber() && value.getAsDouble() > 0,
                name + " is " + value);
    }
}
