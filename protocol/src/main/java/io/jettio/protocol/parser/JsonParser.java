package io.jettio.protocol.parser;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.json.JsonPayload;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The format that every Socket.IO peer speaks unless told otherwise: a text header with JSON, attachments as binary
 * frames behind it; the section "Packet encoding" of the Socket.IO protocol, revisions 5 and 4. Stateless and
 * thread-safe.
 */
public final class JsonParser implements Parser {
    private final JsonCodec json;

    /**
     * Makes a parser.
     *
     * @param json maps arguments to JSON and back
     */
    public JsonParser(JsonCodec json) {
        this.json = Objects.requireNonNull(json, "json");
    }

    @Override
    public Payload payload(List<? extends @Nullable Object> arguments) {
        return JsonPayload.of(json, arguments);
    }

    @Override
    public Payload append(Payload payload, String text) {
        return JsonEncoder.jsonPayload(payload).append(json, text);
    }

    @Override
    public Encoder encoder(ProtocolRevision revision) {
        return JsonEncoder.forRevision(revision);
    }

    @Override
    public Decoder newDecoder(ProtocolRevision revision, DecodeLimits limits) {
        return new JsonDecoder(json, revision, limits);
    }
}
