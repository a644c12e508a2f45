package io.jettio.harness.cases;

import io.jettio.harness.check.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Socket.IO messages that end the connection of a client that has joined {@code /}. A message that begins with
 * {@code #} is binary, in hexadecimal.
 */
public final class HostilePackets {
    /**
     * A rule and the messages that break it.
     *
     * @param number the row's own for ever, so rows are only added at the end of their list
     * @param level how binding it is that the connection ends
     */
    public record Row(int number, Level level, String rule, List<String> messages) {
        @Override
        public String toString() {
            return rule;
        }
    }

    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    private HostilePackets() {}

    /** {@return all rows} */
    public static Stream<Row> all() {
        return Stream.of(
                        numbered(1, packetTypes()),
                        numbered(31, namespaces()),
                        numbered(41, json()),
                        numbered(101, events()),
                        numbered(141, acks()),
                        numbered(161, binary()),
                        numbered(201, sizes()),
                        numbered(211, depths()))
                .flatMap(List::stream);
    }

    private static List<Row> numbered(int first, List<Row> rows) {
        List<Row> numbered = new ArrayList<>();
        for (Row row : rows) {
            numbered.add(new Row(first + numbered.size(), row.level(), row.rule(), row.messages()));
        }
        return numbered;
    }

    private static List<Row> packetTypes() {
        return List.of(
                row("empty packet", ""),
                binding("packet type 7", "7"),
                binding("packet type 9", "9[\"message\"]"),
                binding("packet type that is no digit", "x[\"message\"]"),
                row("second CONNECT", "0"),
                row("CONNECT_ERROR from a client", "4{\"message\":\"no\"}"),
                row("CONNECT payload that is an array", "0/custom,[]"),
                row("CONNECT payload that is a string", "0/custom,\"token\""),
                row("CONNECT payload that is a number", "0/custom,-12"),
                row("CONNECT payload that is null", "0/custom,null"),
                row("CONNECT payload that is broken", "0/custom,{\"a\":"),
                row("DISCONNECT with a payload", "1{}"));
    }

    private static List<Row> namespaces() {
        return List.of(
                row("event for a namespace never joined", "2/custom,[\"message\"]"),
                row("event for a namespace that is not there", "2/random,[\"message\"]"),
                row("ack for a namespace never joined", "3/custom,1[]"),
                row("DISCONNECT for a namespace never joined", "1/custom,"),
                row("binary event for a namespace never joined", "51-/custom,[\"message\"," + PLACEHOLDER + "]"),
                row("namespace over 256 characters", "0/" + "n".repeat(300) + ","));
    }

    private static List<Row> json() {
        List<Row> rows = new ArrayList<>();
        String[] broken = {
            "[\"message\"",
            "[\"message\",]",
            "[\"message\",,1]",
            "[\"message\"]x",
            "[\"message\"][]",
            "[\"message\"] ]",
            "[\"message\",{\"a\":1,}]",
            "[\"message\",{\"a\" 1}]",
            "[\"message\",{a:1}]",
            "[\"message\",{'a':1}]",
            "['message']",
            "[\"message\",'x']",
            "[\"message\",NaN]",
            "[\"message\",Infinity]",
            "[\"message\",-]",
            "[\"message\",+1]",
            "[\"message\",01]",
            "[\"message\",.5]",
            "[\"message\",1.]",
            "[\"message\",1e]",
            "[\"message\",0x10]",
            "[\"message\",True]",
            "[\"message\",nul]",
            "[\"message\",undefined]",
            "[\"message\" /* comment */]",
            "[\"message\"] // comment",
            "[\"message\",\"\n\"]",
            "[\"message\",\"\t\"]",
            "[\"message\",\"\u0000\"]",
            "[\"message\",\"\\x41\"]",
            "[\"message\",\"\\u12\"]",
            "[\"message\",\"\\",
            "[\"message\",\"unterminated]",
            "(\"message\")",
            "[\"message\";1]",
            "\ufeff[\"message\"]"
        };
        for (String text : broken) {
            rows.add(row("JSON " + text, "2" + text));
        }
        rows.add(row("nesting of 150", "2[\"message\"," + "[".repeat(150) + "]".repeat(150) + "]"));
        rows.add(row("nesting of 150 objects", "2[\"message\"," + "{\"a\":".repeat(150) + "1" + "}".repeat(150) + "]"));
        rows.add(row("nesting in an ack", "31[" + "[".repeat(150) + "]".repeat(150) + "]"));
        rows.add(row("nesting in a CONNECT", "0/custom,{\"a\":" + "[".repeat(150) + "]".repeat(150) + "}"));
        rows.add(row(
                "nesting around a placeholder",
                "51-[\"message\"," + "[".repeat(150) + PLACEHOLDER + "]".repeat(150) + "]",
                "#00"));
        return rows;
    }

    /** What some parsers do not survive. */
    private static List<Row> depths() {
        return List.of(
                row("nesting of 400 000", "2[\"message\"," + "[".repeat(400_000) + "]".repeat(400_000) + "]"),
                row("nesting of 900 000 that never closes", "2[\"message\"," + "[".repeat(900_000)));
    }

    private static List<Row> events() {
        List<Row> rows = new ArrayList<>();
        for (String name :
                List.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")) {
            rows.add(row("reserved event " + name, "2[\"" + name + "\",1]"));
        }
        rows.add(row("reserved event with an escape", "2[\"\\u0063onnect\",1]"));
        rows.add(row("reserved binary event", "51-[\"disconnect\"," + PLACEHOLDER + "]", "#00"));
        for (String payload : List.of("[]", "[null]", "[true]", "[{}]", "[[\"message\"]]", "{}", "\"message\"", "12")) {
            boolean array = payload.startsWith("[") && payload.length() > 2; // what is not, the specification names
            rows.add(
                    array
                            ? row("event payload " + payload, "2" + payload)
                            : binding("event payload " + payload, "2" + payload));
        }
        rows.add(binding("event without a payload", "2"));
        rows.add(row("event whose name is a placeholder", "51-[" + PLACEHOLDER + "]", "#00"));
        return rows;
    }

    private static List<Row> acks() {
        return List.of(
                row("ack payload that is an object", "31{}"),
                row("ack payload that is a string", "31\"x\""),
                row("ack without a payload", "31"),
                row("ack id that is negative", "2-1[\"message-with-ack\"]"),
                row("ack id that is a fraction", "21.5[\"message-with-ack\"]"),
                row("ack id of 17 digits", "212345678901234567[\"message-with-ack\"]"),
                row("ack id beyond 2^53", "29007199254740993[\"message-with-ack\"]"),
                row("ack id of 10 000 digits", "2" + "1".repeat(10_000) + "[\"message-with-ack\"]"));
    }

    private static List<Row> binary() {
        List<Row> rows = new ArrayList<>();
        for (String count :
                List.of("", "0", "-1", "1.5", "1e0", " 1", "+1", "x", "11", "4711", "99999999999999999999")) {
            rows.add(
                    row("attachment count '" + count + "'", "5" + count + "-[\"message\"," + PLACEHOLDER + "]", "#00"));
        }
        rows.add(row("attachment count without its dash", "51[\"message\"," + PLACEHOLDER + "]", "#00"));
        for (String num : List.of("1", "-1", "0.5", "\"0\"", "null", "{}", "1e100", "4294967296")) {
            rows.add(row("placeholder " + num, "51-[\"message\",{\"_placeholder\":true,\"num\":" + num + "}]", "#00"));
        }
        rows.add(row("placeholder without a number", "51-[\"message\",{\"_placeholder\":true}]", "#00"));
        rows.add(row("attachment nobody announced", "#000102ff"));
        rows.add(row("attachment too many", "51-[\"message\"," + PLACEHOLDER + "]", "#00", "#01"));
        rows.add(row("text where an attachment is due", "51-[\"message\"," + PLACEHOLDER + "]", "2[\"message\"]"));
        rows.add(row("header where an attachment is due", "51-[\"message\"," + PLACEHOLDER + "]", "51-[\"m\"]"));
        rows.add(row("CONNECT where an attachment is due", "52-[\"message\"," + PLACEHOLDER + "]", "#00", "0/custom,"));
        return rows;
    }

    private static List<Row> sizes() {
        return List.of(
                row("1 100 arguments", "2[\"message\"" + ",1".repeat(1_100) + "]"),
                row("number of 1 100 characters", "2[\"message\"," + "1".repeat(1_100) + "]"),
                row("number with a huge exponent, at length", "2[\"message\",1e" + "9".repeat(1_100) + "]"));
    }

    private static Row row(String rule, String... messages) {
        return new Row(0, Level.ADVISORY, rule, List.of(messages));
    }

    /** A row that the specification itself names. */
    private static Row binding(String rule, String... messages) {
        return new Row(0, Level.MUST, rule, List.of(messages));
    }
}
