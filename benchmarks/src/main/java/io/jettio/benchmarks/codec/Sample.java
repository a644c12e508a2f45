package io.jettio.benchmarks.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The packets of the table. */
public enum Sample {
    /** An event with a string of 32 characters. */
    TEXT_32,
    /** An event with a string of 1024 characters. */
    TEXT_1K,
    /** An event with a string of 32 characters and an ack id. */
    TEXT_WITH_ACK,
    /** An ack with a string of 32 characters. */
    ACK,
    /** An event with a record of six fields, about 200 bytes, read into the record. */
    RECORD,
    /** An event with one attachment of 1024 bytes. */
    BINARY_1K,
    /** A CONNECT of the main namespace with a token and a version. */
    CONNECT,
    /** An event with objects in lists in objects, about 600 bytes, read into a tree. */
    NESTED;

    static final long ID = 4711;
    static final String EVENT = "message";

    /**
     * What a shop would send.
     *
     * @param id a number
     * @param customer a string
     * @param items a list
     * @param total a fraction
     * @param paid a flag
     * @param note a longer string, with quotation marks in it
     */
    public record Order(long id, String customer, List<String> items, double total, boolean paid, String note) {
        /** Copies the list. */
        public Order {
            items = List.copyOf(items);
        }
    }

    private static final Order ORDER = new Order(
            1_700_000_000_123L,
            "the northern railway company",
            List.of("lamp", "rope", "lantern"),
            129.95,
            false,
            "The next train leaves in \"ten\" minutes from platform four.");

    /** Whether the packet is an event. */
    boolean isEvent() {
        return this != ACK && this != CONNECT;
    }

    /** Whether the packet has an ack id. */
    boolean hasId() {
        return this == TEXT_WITH_ACK || this == ACK;
    }

    /** The argument as an application holds it: a string, bytes, a {@link Order}, or a map. */
    Object value() {
        return switch (this) {
            case TEXT_32, TEXT_WITH_ACK, ACK -> characters(32);
            case TEXT_1K -> characters(1024);
            case RECORD -> ORDER;
            case BINARY_1K -> bytes(1024);
            case CONNECT -> auth();
            case NESTED -> nested();
        };
    }

    /** The WebSocket messages of the packet: strings and byte arrays, the attachment last. */
    List<Object> wire() {
        return switch (this) {
            case TEXT_32, TEXT_1K -> List.of("42[\"message\",\"" + value() + "\"]");
            case TEXT_WITH_ACK -> List.of("424711[\"message\",\"" + value() + "\"]");
            case ACK -> List.of("434711[\"" + value() + "\"]");
            case RECORD ->
                List.of("42[\"message\",{\"id\":1700000000123,\"customer\":\"the northern railway company\","
                        + "\"items\":[\"lamp\",\"rope\",\"lantern\"],\"total\":129.95,\"paid\":false,"
                        + "\"note\":\"The next train leaves in \\\"ten\\\" minutes from platform four.\"}]");
            case BINARY_1K -> List.of("451-[\"message\",{\"_placeholder\":true,\"num\":0}]", value());
            case CONNECT -> List.of("40{\"token\":\"" + characters(64) + "\",\"version\":7}");
            case NESTED -> List.of("42[\"message\"," + nestedJson() + "]");
        };
    }

    private static String characters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(i % 6 == 5 ? ' ' : (char) ('a' + i % 26));
        }
        return text.toString();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static Map<String, Object> auth() {
        Map<String, Object> auth = new LinkedHashMap<>();
        auth.put("token", characters(64));
        auth.put("version", 7L);
        return auth;
    }

    private static Map<String, Object> nested() {
        List<Object> players = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Map<String, Object> at = new LinkedHashMap<>();
            at.put("x", 12.5 + i);
            at.put("y", -3.25 * (i + 1));
            Map<String, Object> player = new LinkedHashMap<>();
            player.put("name", "player number " + i);
            player.put("at", at);
            player.put("alive", i % 2 == 0);
            player.put("items", List.of("lamp", "rope", (long) i));
            players.add(player);
        }
        Map<String, Object> game = new LinkedHashMap<>();
        game.put("turn", 42L);
        game.put("players", players);
        return game;
    }

    private static String nestedJson() {
        StringBuilder json = new StringBuilder("{\"turn\":42,\"players\":[");
        for (int i = 0; i < 5; i++) {
            json.append(i == 0 ? "" : ",").append("{\"name\":\"player number ").append(i);
            json.append("\",\"at\":{\"x\":").append(12.5 + i).append(",\"y\":").append(-3.25 * (i + 1));
            json.append("},\"alive\":").append(i % 2 == 0).append(",\"items\":[\"lamp\",\"rope\",");
            json.append(i).append("]}");
        }
        return json.append("]}").toString();
    }
}
