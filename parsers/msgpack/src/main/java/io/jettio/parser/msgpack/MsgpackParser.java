package io.jettio.parser.msgpack;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.parser.Decoder;
import io.jettio.protocol.parser.Encoder;
import io.jettio.protocol.parser.JsonPayloadParser;
import io.jettio.protocol.socketio.ProtocolRevision;

/**
 * Packets as the npm package {@code socket.io-msgpack-parser} writes and reads them: each is one binary frame with a map
 * {@code {type, data, nsp, id}}, binary inside. Release 3 of that package is revision 5 of the protocol; release 2 is
 * revision 4, where CONNECT, DISCONNECT and ERROR are a text frame with the same map as JSON. Both ends of a connection
 * must use it. Stateless and thread-safe.
 *
 * <p>Arguments are mapped by a {@link JsonCodec}, so everything that it maps travels here too. What differs from the
 * default parser:
 *
 * <ul>
 *   <li>Integers keep their digits from -2<sup>63</sup> to 2<sup>64</sup>-1; all other numbers travel as {@code double}.
 *       NaN and infinities from a peer are null, as {@code JSON.stringify} has them.
 *   <li>JavaScript's {@code undefined} is null, and an object's member that is undefined is left out. A {@code Date}, and a
 *       timestamp as the MessagePack specification has it, is an ISO-8601 string. Any other extension is the array of its
 *       type and its bytes.
 *   <li>Half of a surrogate pair becomes U+FFFD.
 *   <li>No frame is left pending. {@link DecodeLimits#maxAttachments()} still limits the binary values of a packet, and
 *       {@link DecodeLimits#maxPendingBytes()} its bytes.
 * </ul>
 */
public final class MsgpackParser extends JsonPayloadParser {
    /** Makes a parser that maps arguments with {@link GsonJsonCodec#shared()}. */
    public MsgpackParser() {
        this(GsonJsonCodec.shared());
    }

    /**
     * Makes a parser.
     *
     * @param json maps arguments to JSON and back
     */
    public MsgpackParser(JsonCodec json) {
        super(json);
    }

    @Override
    public Encoder encoder(ProtocolRevision revision) {
        return MsgpackEncoder.forRevision(revision);
    }

    @Override
    public Decoder newDecoder(ProtocolRevision revision, DecodeLimits limits) {
        return new MsgpackDecoder(json(), revision, limits);
    }
}
