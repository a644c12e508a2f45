package io.jettio.harness.distort;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Faults of packets on their way: lost, twice, late, in another order, or changed. */
final class PacketFaults {
    private PacketFaults() {}

    static List<Fault> all() {
        return List.of(
                down("lost-51st-packet", "The 51st packet is lost.", "S5-ORDER-01*,E4-PAYLOAD-08", () -> {
                    Counter seen = new Counter();
                    return packet -> seen.next() == 51 ? List.of() : List.of(packet);
                }),
                down("tenth-packet-twice", "The tenth packet comes twice.", "S5-ORDER-01*", () -> {
                    Counter seen = new Counter();
                    return packet -> seen.next() == 10 ? List.of(packet, packet) : List.of(packet);
                }),
                down("swapped-packets", "The packets 20 and 21 are swapped.", "S5-ORDER-01*", () -> {
                    Counter seen = new Counter();
                    List<String> held = new ArrayList<>();
                    return packet -> {
                        if (seen.next() == 20) {
                            held.add(packet);
                            return List.of();
                        }
                        List<String> both = new ArrayList<>(List.of(packet));
                        both.addAll(held);
                        held.clear();
                        return both;
                    };
                }),
                text(
                        "ack-wrong-id",
                        "An ACK has the id of another.",
                        "S5-ACK-0*",
                        "^(43|46[0-9]-)([0-9]+)\\[",
                        "$11$2["),
                lost("ack-lost", "ACKs are lost.", "S5-ACK-01*", "^43[0-9]+\\[.*"),
                text("ack-as-event", "An ACK has the type of an event.", "S5-ACK-01*", "^43([0-9]+)\\[", "42$1["),
                text("ack-empty", "An ACK has no arguments.", "S5-ACK-02*", "^(43[0-9]+)\\[.+]$", "$1[]"),
                text("event-renamed", "An event has another name.", "S5-EVENT-01*", "message-back", "messageBack"),
                text(
                        "event-argument-lost",
                        "An event loses its arguments.",
                        "S5-EVENT-02*",
                        "^(42\\[\"message-back\"),.*]$",
                        "$1]"),
                text("null-as-text", "null becomes a string.", "S5-EVENT-05*", ",null]", ",\"null\"]"),
                text(
                        "not-ascii-lost",
                        "Characters beyond ASCII are lost.",
                        "E4-POLLING-19,E4-WEBSOCKET-14",
                        "[^\\x00-\\x7f]",
                        "?"),
                text(
                        "cut-at-50-000",
                        "What is longer than 50 000 is cut.",
                        "E4-POLLING-21,E4-WEBSOCKET-16",
                        "(?s)^(.{50000}).*$",
                        "$1"),
                lost("attachment-lost", "Attachments are lost.", "S5-BINARY-01*", "^b.*"),
                down(
                        "attachment-leaked",
                        "An attachment comes once more.",
                        "S5-BINARY-10,S5-BINARY-12",
                        () -> packet -> packet.startsWith("b") ? List.of(packet, packet) : List.of(packet)),
                text(
                        "attachment-changed",
                        "An attachment begins with other bytes.",
                        "S5-BINARY-01*",
                        "^b....",
                        "bqqqq"),
                text("attachment-count-wrong", "One attachment more is announced.", "S5-BINARY-01*", "^451-", "452-"),
                text(
                        "placeholder-wrong",
                        "A placeholder has another number.",
                        "S5-BINARY-01*",
                        "\"num\":0",
                        "\"num\":1"),
                text(
                        "connect-no-sid",
                        "CONNECT is answered without an id.",
                        "S5-CONNECT-11*",
                        "^40\\{\"sid\":\"[^\"]*\"",
                        "40{\"x\":1"),
                text(
                        "connect-same-sid",
                        "All sockets have one id.",
                        "S5-CONNECT-26,S5-CONNECT-18*",
                        "^(40[^{]*)\\{\"sid\":\"[^\"]*\"",
                        "$1{\"sid\":\"one\""),
                text(
                        "connect-more",
                        "The answer to CONNECT has a member more.",
                        "S5-CONNECT-12*",
                        "^40\\{",
                        "40{\"pid\":\"x\","),
                lost("connect-error-lost", "CONNECT_ERROR is lost.", "S5-CONNECT-19*", "^44.*"),
                text(
                        "connect-error-text",
                        "CONNECT_ERROR says something else.",
                        "S5-CONNECT-20*",
                        "Invalid namespace",
                        "Not found"),
                text("namespace-lost", "A packet's namespace is lost.", "S5-CONNECT-15*", "^(4[0-6])/custom,", "$1"),
                text(
                        "greeting-renamed",
                        "What the application emits on connection has another name.",
                        "S5-CONNECT-13*",
                        "^42\\[\"auth\"",
                        "42[\"Auth\""),
                up(
                        "auth-lost",
                        "The payload of CONNECT is lost.",
                        "S5-CONNECT-14*",
                        packet -> packet.startsWith("40{") ? List.of("40") : List.of(packet)),
                up(
                        "disconnect-lost",
                        "DISCONNECT is lost.",
                        "S5-DISCONNECT-02*",
                        packet -> packet.equals("41") ? List.of() : List.of(packet)),
                up(
                        "bad-json-taken",
                        "An event whose payload is no array is dropped.",
                        "S5-HOSTILE-114",
                        packet -> packet.startsWith("42{") ? List.of() : List.of(packet)),
                up(
                        "unknown-type-taken",
                        "A packet of an unknown type is dropped.",
                        "E4-WEBSOCKET-05,E4-WEBSOCKET-06",
                        packet -> packet.matches("[0-6b].*") ? List.of(packet) : List.of()),
                up(
                        "close-lost",
                        "A close packet is not noticed.",
                        "E4-POLLING-08,E4-WEBSOCKET-01",
                        packet -> packet.equals("1") ? List.of() : List.of(packet)),
                up(
                        "ping-taken",
                        "A ping from the client is dropped.",
                        "E4-WEBSOCKET-03",
                        packet -> packet.equals("2") ? List.of() : List.of(packet)),
                lost("no-ping", "Pings are lost.", "E4-HEARTBEAT-02,E4-HEARTBEAT-03", "^2$"),
                text("ping-with-text", "A ping carries a text.", "E4-HEARTBEAT-02", "^2$", "2beat"),
                down("late-ping", "A ping is late by 400 ms.", "E4-HEARTBEAT-03", () -> packet -> {
                    if (packet.equals("2")) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(400));
                    }
                    return List.of(packet);
                }),
                down(
                        "early-ping",
                        "A ping comes at once.",
                        "E4-HEARTBEAT-02",
                        () -> packet -> packet.startsWith("0{") ? List.of(packet, "2") : List.of(packet)),
                new Fault(
                        "pong-forged",
                        "Nobody is missed who does not pong.",
                        List.of("E4-HEARTBEAT-06"),
                        () -> new Distortion() {
                            @Override
                            List<String> down(String packet, Consumer<String> toServer) {
                                if (packet.equals("2")) {
                                    toServer.accept("3");
                                }
                                return List.of(packet);
                            }
                        }),
                text(
                        "probe-without-text",
                        "The probe is answered by a pong without its text.",
                        "E4-UPGRADE-01",
                        "^3probe$",
                        "3"),
                lost("probe-lost", "The probe is not answered.", "E4-UPGRADE-01", "^3probe$"),
                lost("noop-lost", "The poll that waits is answered with nothing.", "E4-UPGRADE-02", "^6$"),
                up(
                        "early-upgrade",
                        "The probe is taken for the upgrade.",
                        "E4-UPGRADE-04,E4-UPGRADE-11",
                        packet -> packet.equals("2probe") ? List.of(packet, "5") : List.of(packet)),
                up(
                        "upgrade-lost",
                        "The upgrade packet is lost.",
                        "E4-UPGRADE-05,E4-UPGRADE-21",
                        packet -> packet.equals("5") ? List.of() : List.of(packet)),
                frame("pong-frame-lost", "Ping frames are not answered.", "E4-FRAME-05", 0xA, frame -> List.of()),
                frame(
                        "close-code-wrong",
                        "A protocol error closes with 1000.",
                        "E4-FRAME-11,E4-FRAME-21",
                        0x8,
                        frame -> List.of(frame.withPayload((byte) 0x03, (byte) 0xe8))),
                frame(
                        "fragments-lost",
                        "What continues a message is lost.",
                        "E4-WEBSOCKET-18",
                        0x0,
                        frame -> List.of()),
                frame(
                        "pong-frame-empty",
                        "A pong frame loses its bytes.",
                        "E4-FRAME-05",
                        0xA,
                        frame -> List.of(frame.withPayload())));
    }

    /** Counts the packets of one session that carry messages. */
    private static final class Counter {
        private int count;

        int next() {
            count++;
            return count;
        }
    }

    private static Fault down(
            String name, String wrong, String topic, Supplier<Function<String, List<String>>> making) {
        return new Fault(name, wrong, List.of(topic.split(",", -1)), () -> {
            Function<String, List<String>> change = making.get();
            return new Distortion() {
                @Override
                synchronized List<String> down(String packet, Consumer<String> toServer) {
                    return change.apply(packet);
                }
            };
        });
    }

    private static Fault text(String name, String wrong, String topic, String pattern, String replacement) {
        UnaryOperator<String> change = packet -> packet.replaceAll(pattern, replacement);
        return down(name, wrong, topic, () -> packet -> List.of(change.apply(packet)));
    }

    private static Fault lost(String name, String wrong, String topic, String pattern) {
        return down(name, wrong, topic, () -> packet -> packet.matches(pattern) ? List.of() : List.of(packet));
    }

    private static Fault up(String name, String wrong, String topic, Function<String, List<String>> change) {
        return new Fault(name, wrong, List.of(topic.split(",", -1)), () -> new Distortion() {
            @Override
            boolean changesUp() {
                return true;
            }

            @Override
            List<String> up(String packet) {
                return change.apply(packet);
            }
        });
    }

    private static Fault frame(
            String name, String wrong, String topic, int opcode, Function<Frame, List<Frame>> change) {
        return new Fault(name, wrong, List.of(topic.split(",", -1)), () -> new Distortion() {
            @Override
            List<Frame> frame(Frame frame, boolean toClient) {
                return frame.opcode() == opcode ? change.apply(frame) : List.of(frame);
            }
        });
    }
}
