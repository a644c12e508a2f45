package io.jettio.protocol.parser;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.socketio.ProtocolRevision;

/**
 * The format that every Socket.IO peer speaks unless told otherwise: a text header with JSON, attachments as binary
 * frames behind it; the section "Packet encoding" of the Socket.IO protocol, revisions 5 and 4. Stateless and
 * thread-safe.
 */
public final class JsonParser extends JsonPayloadParser {
    /**
     * Makes a parser.
     *
     * @param json maps arguments to JSON and back
     */
    public JsonParser(JsonCodec json) {
        super(json);
    }

    @Override
    public Encoder encoder(ProtocolRevision revision) {
        return JsonEncoder.forRevision(revision);
    }

    @Override
    public Decoder newDecoder(ProtocolRevision revision, DecodeLimits limits) {
        return new JsonDecoder(json(), revision, limits);
    }
}
