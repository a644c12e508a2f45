package io.jettio.client;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.Decoder;
import io.jettio.protocol.parser.Encoder;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parser of nobody's, as {@code turned-parser.js}: the default one's text frames, turned around. */
final class TurnedParser implements Parser {
    private final Parser parser = new JsonParser(GsonJsonCodec.shared());

    @Override
    public Payload payload(List<? extends @Nullable Object> arguments) {
        return parser.payload(arguments);
    }

    @Override
    public Payload append(Payload payload, String text) {
        return parser.append(payload, text);
    }

    @Override
    public Encoder encoder(ProtocolRevision revision) {
        Encoder encoder = parser.encoder(revision);
        return packet ->
                encoder.encode(packet).stream().map(TurnedParser::turned).toList();
    }

    @Override
    public Decoder newDecoder(ProtocolRevision revision, DecodeLimits limits) {
        Decoder decoder = parser.newDecoder(revision, limits);
        return frame -> decoder.add(turned(frame));
    }

    private static Frame turned(Frame frame) {
        return frame instanceof Frame.Text text
                ? Frame.text(new StringBuilder(text.text()).reverse().toString())
                : frame;
    }
}
