package io.jettio.harness.distort;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Faults of HTTP's answers: handshakes, refusals and headers. */
final class HttpFaults {
    private HttpFaults() {}

    static List<Fault> all() {
        return List.of(
                open(
                        "handshake-no-sid",
                        "The open packet has no sid.",
                        "E4-HANDSHAKE-01,E4-HANDSHAKE-02",
                        text -> text.replace("\"sid\"", "\"id\"")),
                open(
                        "handshake-no-max-payload",
                        "The open packet has no maxPayload.",
                        "E4-HANDSHAKE-04",
                        text -> text.replaceFirst(",\"maxPayload\":[0-9]+", "")),
                open(
                        "handshake-interval-as-text",
                        "The ping interval is a string.",
                        "E4-HANDSHAKE-03",
                        text -> text.replaceFirst("\"pingTimeout\":([0-9]+)", "\"pingTimeout\":\"$1\"")),
                open(
                        "handshake-wrong-interval",
                        "Pings come sooner than the handshake says.",
                        "E4-HEARTBEAT-01",
                        text -> text.replaceFirst("\"pingInterval\":[0-9]+", "\"pingInterval\":900")),
                open(
                        "handshake-no-upgrades",
                        "No upgrade is offered.",
                        "E4-HANDSHAKE-06",
                        text -> text.replaceFirst("\"upgrades\":\\[[^]]*]", "\"upgrades\":[]")),
                open(
                        "handshake-more",
                        "The open packet has a member more.",
                        "E4-HANDSHAKE-07",
                        text -> text.replaceFirst("\\{", "{\"version\":4,")),
                reply(
                        "handshake-html",
                        "The handshake is HTML by its type.",
                        "E4-HANDSHAKE-13",
                        (line, reply) -> reply.without("Content-Type").with("Content-Type: text/html")),
                reply(
                        "handshake-cached",
                        "The handshake may be cached.",
                        "E4-HANDSHAKE-14",
                        (line, reply) -> reply.without("Cache-Control")),
                reply(
                        "post-not-ok",
                        "A POST is answered OK, not ok.",
                        "E4-POLLING-01",
                        (line, reply) -> reply.body().equals("ok") ? reply.withBody("OK") : reply),
                reply(
                        "refusal-as-200",
                        "A refusal has the status 200.",
                        "E4-REFUSAL-0*",
                        (line, reply) -> reply.status() == 400 ? reply.withStatus(200) : reply),
                reply(
                        "refusal-as-404",
                        "A refusal has the status 404.",
                        "E4-REFUSAL-0*",
                        (line, reply) -> reply.status() == 400 ? reply.withStatus(404) : reply),
                reply(
                        "refusal-wrong-code",
                        "A refusal has another code.",
                        "E4-REFUSAL-19,E4-REFUSAL-20",
                        (line, reply) -> reply.withBody(reply.body().replaceFirst("\"code\":[0-9]", "\"code\":9"))),
                reply(
                        "refusal-no-message",
                        "A refusal has no body.",
                        "E4-REFUSAL-21",
                        (line, reply) -> reply.status() == 400 ? reply.withBody("") : reply),
                reply(
                        "refusal-echoes",
                        "A refusal repeats the request.",
                        "E4-REFUSAL-28",
                        (line, reply) -> reply.status() == 400
                                ? reply.withBody(line.replace("%3C", "<").replace("%3E", ">"))
                                : reply),
                reply(
                        "server-named",
                        "Answers tell the server's version.",
                        "E4-REFUSAL-30",
                        (line, reply) -> reply.with("Server: Distorted/1.0")),
                reply(
                        "too-large-as-500",
                        "A body over the limit is answered 500.",
                        "E4-PAYLOAD-03",
                        (line, reply) -> reply.status() == 413 ? reply.withStatus(500) : reply),
                reply(
                        "any-origin",
                        "Pages of any origin may read.",
                        "S5-ORIGIN-03",
                        (line, reply) -> reply.with("Access-Control-Allow-Origin: *")),
                reply(
                        "wrong-accept",
                        "The 101 proves another key.",
                        "E4-FRAME-01",
                        (line, reply) -> reply.status() == 101
                                ? reply.without("Sec-WebSocket-Accept").with("Sec-WebSocket-Accept: AAAA")
                                : reply),
                reply(
                        "forced-extension",
                        "The 101 uses an extension that nobody asked for.",
                        "E4-FRAME-02",
                        (line, reply) -> reply.status() == 101
                                ? reply.with("Sec-WebSocket-Extensions: permessage-deflate")
                                : reply),
                target(
                        "any-version",
                        "Every EIO is taken for 4.",
                        "E4-REFUSAL-02,E4-REFUSAL-03",
                        target -> target.replaceFirst("EIO=[^&]*", "EIO=4")),
                target(
                        "default-transport",
                        "Without a transport, polling is meant.",
                        "E4-REFUSAL-04",
                        target -> target.contains("transport=") ? target : target + "&transport=polling"),
                target(
                        "sid-ignoring-case",
                        "Characters behind a session id do not count.",
                        "E4-REFUSAL-26",
                        target -> target.replaceFirst("(sid=[A-Za-z0-9_-]{20})(%20|%00|=)", "$1")),
                new Fault(
                        "origin-ignored",
                        "The origin is not looked at.",
                        List.of("S5-ORIGIN-11"),
                        () -> new Distortion() {
                            @Override
                            boolean forwards(String headLine) {
                                return !headLine.toLowerCase(Locale.ROOT).startsWith("origin:");
                            }
                        }));
    }

    private static Fault open(String name, String wrong, String topic, UnaryOperator<String> change) {
        return new Fault(name, wrong, List.of(topic.split(",", -1)), () -> new Distortion() {
            @Override
            List<String> down(String packet, Consumer<String> toServer) {
                return List.of(packet.startsWith("0{") ? change.apply(packet) : packet);
            }
        });
    }

    private static Fault reply(String name, String wrong, String topic, BiFunction<String, Reply, Reply> change) {
        return new Fault(name, wrong, List.of(topic.split(",", -1)), () -> new Distortion() {
            @Override
            Reply reply(String requestLine, Reply reply) {
                return change.apply(requestLine, reply);
            }
        });
    }

    private static Fault target(String name, String wrong, String topic, UnaryOperator<String> change) {
        return new Fault(name, wrong, List.of(topic.split(",", -1)), () -> new Distortion() {
            @Override
            String target(String target) {
                return change.apply(target);
            }
        });
    }
}
