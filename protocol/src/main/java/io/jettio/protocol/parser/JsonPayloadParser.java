package io.jettio.protocol.parser;

import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonPayload;
import io.jettio.protocol.socketio.Payload;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A parser whose payloads are {@link JsonPayload}s, whatever its frames look like: arguments are mapped by a
 * {@link JsonCodec}. Subclasses bring encoders, for which {@link JsonPayloadEncoder} has what is common, and decoders.
 * Stateless and thread-safe.
 */
public abstract class JsonPayloadParser implements Parser {
    private final JsonCodec json;

    /**
     * Makes a parser.
     *
     * @param json maps arguments to JSON and back
     */
    protected JsonPayloadParser(JsonCodec json) {
        this.json = Objects.requireNonNull(json, "json");
    }

    /**
     * {@return what maps arguments to JSON and back}
     */
    protected final JsonCodec json() {
        return json;
    }

    @Override
    public final Payload payload(List<? extends @Nullable Object> arguments) {
        return JsonPayload.of(json, arguments);
    }

    @Override
    public final Payload append(Payload payload, String text) {
        return JsonPayloadEncoder.jsonPayload(payload).append(json, text);
    }
}
