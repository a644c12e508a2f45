package io.jettio.protocol.parser;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.socketio.Payload;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wire format for packets: how arguments become a payload, packets become frames, and frames packets. Both ends of a
 * connection must use the same one. Stateless and thread-safe.
 */
public interface Parser {
    /**
     * Turns arguments into a payload that keeps a snapshot: what the caller changes afterwards is not sent.
     *
     * @param arguments the arguments, null elements allowed
     * @return the payload
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped, with the path to it
     */
    Payload payload(List<? extends @Nullable Object> arguments);

    /**
     * {@return the same arguments and a text behind them} The arguments are not mapped anew.
     *
     * @param payload comes from this parser
     * @param text the argument behind the others
     * @throws IllegalArgumentException if the payload comes from another parser
     */
    Payload append(Payload payload, String text);

    /**
     * {@return the encoder for a revision of the protocol}
     *
     * @param revision the revision that the peer speaks
     */
    Encoder encoder(ProtocolRevision revision);

    /**
     * {@return a new decoder for one connection}
     *
     * @param revision the revision that the peer speaks
     * @param limits what the decoder accepts at the most
     */
    Decoder newDecoder(ProtocolRevision revision, DecodeLimits limits);
}
