package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.EngineException;
import io.jettio.client.engine.EngineException.Answer;
import io.jettio.client.engine.EngineException.Stage;
import io.jettio.client.engine.EngineOptions;
import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.ProtocolException;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.json.JsonPayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts failures into the words of {@link EngineException}. */
public final class Failures {
    private static final JsonCodec JSON = GsonJsonCodec.shared();
    private static final DecodeLimits ERROR_LIMITS = DecodeLimits.builder()
            .maxPayloadBytes(EngineException.MAX_BODY_BYTES)
            .build();
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final byte V3_BINARY_END = (byte) 0xff;

    private Failures() {}

    /** An answer with a status that ends the session, or the attempt to open it. */
    static EngineException status(String what, HttpCarrier.Response response) {
        Answer answer = answer(response.status(), response.headers().values("Retry-After"), response.body());
        Stage stage = answer.engineCode() == null ? Stage.HTTP : Stage.ENGINE;
        String code = answer.engineCode() == null ? "" : " and Engine.IO code " + answer.engineCode();
        return new EngineException(
                stage, what + " answered with HTTP status " + response.status() + code, answer, null);
    }

    /**
     * {@return an answer, in so far as failures tell of it}
     *
     * @param status the HTTP status
     * @param retryAfter the values of the field of that name
     * @param body the body, or its beginning
     */
    public static Answer answer(int status, List<String> retryAfter, byte[] body) {
        int length = Math.min(body.length, EngineException.MAX_BODY_BYTES);
        Integer code = null;
        String message = null;
        if (length == body.length && length > 0 && body[0] == '{') {
            Map<?, ?> error = error(body);
            if (error.get("code") instanceof Long number && Math.abs(number) <= Integer.MAX_VALUE) {
                code = number.intValue();
                message = error.get("message") instanceof String text ? text : null;
            }
        }
        return new Answer(
                status, new String(body, 0, length, StandardCharsets.UTF_8), code, message, seconds(retryAfter));
    }

    private static Map<?, ?> error(byte[] body) {
        try {
            Object value = JsonPayload.parseValue(JSON, body, 0, body.length, ERROR_LIMITS)
                    .get(0, Object.class);
            return value instanceof Map<?, ?> members ? members : Map.of();
        } catch (ProtocolException | JsonException otherBody) {
            return Map.of();
        }
    }

    private static @Nullable Duration seconds(List<String> retryAfter) {
        String value = retryAfter.isEmpty() ? "" : retryAfter.get(0).trim();
        return SECONDS.matcher(value).matches() ? Duration.ofSeconds(Long.parseLong(value)) : null;
    }

    /** A failure of a carrier, whose stage is kept where it is known. */
    static EngineException network(String what, Stage otherwise, Throwable cause) {
        if (cause instanceof EngineException known) {
            return known;
        }
        return new EngineException(otherwise, what + ": " + cause.getMessage(), cause);
    }

    /** The reason to tell beside a failure of a carrier. */
    static EngineCloseReason reason(EngineException failure) {
        return failure.stage() == Stage.LIMIT || failure.stage() == Stage.PROTOCOL
                ? EngineCloseReason.PARSE_ERROR
                : EngineCloseReason.TRANSPORT_ERROR;
    }

    /** What a session ends with, as an engine's failure. */
    static @Nullable Throwable ended(@Nullable Throwable cause) {
        if (cause instanceof ProtocolException malformed) {
            return new EngineException(Stage.PROTOCOL, String.valueOf(malformed.getMessage()), malformed);
        }
        return cause;
    }

    /** Whether a first answer is that of Engine.IO 3, which puts a length in front of each packet. */
    static boolean isVersion3(byte[] body) {
        boolean binary = body.length > 0 && body[0] == 0;
        int at = binary ? 1 : 0;
        int digits = at;
        while (at < body.length && at < 10 && isDigit(body[at], binary)) {
            at++;
        }
        byte end = binary ? V3_BINARY_END : (byte) ':';
        return at > digits && at + 2 < body.length && body[at] == end && body[at + 1] == '0' && body[at + 2] == '{';
    }

    private static boolean isDigit(byte value, boolean binary) {
        return binary ? value >= 0 && value <= 9 : value >= '0' && value <= '9';
    }

    static EngineException version3() {
        return new EngineException(Stage.VERSION, "the server speaks Engine.IO 3 (Socket.IO 2), expected 4", null);
    }

    /** The connect timeout ended an attempt. */
    static EngineException notOpened(boolean connected, EngineOptions options) {
        if (connected) {
            return new EngineException(Stage.HTTP, "no handshake within " + options.connectTimeout(), null);
        }
        Stage stage = options.connections().proxy().isPresent() ? Stage.PROXY : Stage.TCP;
        return new EngineException(stage, "no connection, so no handshake within " + options.connectTimeout(), null);
    }

    static EngineException neverPinged() {
        return new EngineException(
                Stage.VERSION, "no ping ever came: the server may speak Engine.IO 3 (Socket.IO 2), expected 4", null);
    }
}
