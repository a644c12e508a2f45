package io.jettio.harness.check;

import com.google.gson.JsonParseException;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Json;
import java.util.Arrays;
import java.util.Objects;

/** What cases demand, with failures that say both sides. */
public final class Expect {
    private static final int SHOWN = 300;

    private Expect() {}

    /** Fails unless the condition holds. */
    public static void that(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    public static void equal(Object actual, Object expected) {
        that(Objects.equals(actual, expected), "expected " + cut(expected) + ", got " + cut(actual));
    }

    public static void bytes(byte[] actual, byte... expected) {
        that(
                Arrays.equals(actual, expected),
                "expected other bytes: %d, got %d".formatted(expected.length, actual.length));
    }

    public static void startsWith(String actual, String prefix) {
        that(actual.startsWith(prefix), "expected " + cut(prefix) + "…, got " + cut(actual));
    }

    /** Fails unless the answer has one of the statuses. */
    public static void status(Answer answer, int... statuses) {
        that(
                Arrays.stream(statuses).anyMatch(status -> status == answer.status()),
                "expected status " + Arrays.toString(statuses) + ", got " + answer);
    }

    /** The packet's head must match as it is, its JSON in meaning. */
    public static void packet(String packet, String head, String json) {
        startsWith(packet, head);
        try {
            that(
                    Json.value(packet.substring(head.length())).equals(Json.value(json)),
                    "expected " + cut(head + json) + ", got " + cut(packet));
        } catch (JsonParseException e) {
            throw new AssertionError("expected " + cut(head + json) + ", got " + cut(packet), e);
        }
    }

    private static String cut(Object value) {
        String text = String.valueOf(value).replace("\u001e", "\\x1e");
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
