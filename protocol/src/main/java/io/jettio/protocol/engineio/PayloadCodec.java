package io.jettio.protocol.engineio;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * Several Engine.IO packets as one long-polling body, both ways; the sections "HTTP long-polling" (version 4) and
 * "Payload" (version 3) of the Engine.IO protocol.
 *
 * <p>Version 4 joins the packets by {@code 0x1e}, binary as base64. It has no way to escape that byte: an application
 * that sends it inside a text message over long-polling is read as two packets. Socket.IO never does, since JSON escapes
 * it. Version 3 writes a length in front of each packet, in text or, where the peer takes it, in binary.
 *
 * <p>Stateless and thread-safe.
 */
public final class PayloadCodec {
    private static final PayloadCodec V3 = new PayloadCodec(EngineVersion.V3);
    private static final PayloadCodec V4 = new PayloadCodec(EngineVersion.V4);

    private final EngineVersion version;

    private PayloadCodec(EngineVersion version) {
        this.version = version;
    }

    /**
     * {@return the codec for a version, one instance shared by all}
     *
     * @param version the version that the peer speaks
     */
    public static PayloadCodec forVersion(EngineVersion version) {
        return version == EngineVersion.V3 ? V3 : V4;
    }

    /**
     * Encodes packets as one body.
     *
     * @param packets the packets, at least one
     * @param binaryAllowed whether the peer takes a binary body; only version 3 has one
     * @return text, to be sent as {@code text/plain; charset=UTF-8}; or binary, to be sent as
     *     {@code application/octet-stream}: in version 3, if binary is allowed and some packet is binary
     * @throws IllegalArgumentException if there is no packet, which no body can say, or if the body would not fit into
     *     one array
     */
    public Frame encode(List<EnginePacket> packets, boolean binaryAllowed) {
        if (packets.isEmpty()) {
            throw new IllegalArgumentException("a payload needs at least one packet");
        }
        if (version == EngineVersion.V4) {
            return PayloadV4.encode(packets);
        }
        boolean binary = binaryAllowed && packets.stream().anyMatch(packet -> packet.data() instanceof Frame.Binary);
        return binary ? PayloadV3.encodeBinary(packets) : PayloadV3.encodeText(packets);
    }

    /**
     * Decodes a body. Text shares the bytes of the body, base64 is copied.
     *
     * @param body the body; binary where the request said {@code application/octet-stream}
     * @param limits of which {@code maxPayloadBytes} and {@code maxPacketsPerPayload} hold here
     * @return the packets, at least one; unmodifiable
     * @throws EnginePacketException if the body is empty, is longer or holds more packets than the limits say, holds
     *     something that is no packet, text that is not UTF-8, or a length that does not fit; or if it is binary in
     *     version 4. The position is in bytes, in version 3 text in UTF-16 code units
     */
    public List<EnginePacket> decode(Frame body, DecodeLimits limits) {
        if (body.size() > limits.maxPayloadBytes()) {
            throw new EnginePacketException(
                    "payload exceeds limit " + limits.maxPayloadBytes() + ": " + body.size() + " bytes", 0);
        }
        if (body.size() == 0) {
            throw new EnginePacketException("empty payload", 0);
        }
        Packets packets = new Packets(limits.maxPacketsPerPayload());
        if (body instanceof Frame.Text text) {
            int from = text.arrayOffset();
            EnginePacketCodec.requireUtf8(text.array(), from, from + text.size(), from);
            if (version == EngineVersion.V4) {
                PayloadV4.decode(text, packets);
            } else {
                PayloadV3.decodeText(text, packets);
            }
        } else if (version == EngineVersion.V4) {
            throw new EnginePacketException("a payload must be text in version 4", 0);
        } else {
            PayloadV3.decodeBinary(body, packets);
        }
        return packets.toList();
    }

    /** The packets of one body so far, never more than the limit. Confined to one call. */
    static final class Packets {
        private final int limit;
        private final List<EnginePacket> packets = new ArrayList<>();

        private Packets(int limit) {
            this.limit = limit;
        }

        /** Refuses a packet beyond the limit, before it is decoded. */
        void requireRoom(int position) {
            if (packets.size() == limit) {
                throw new EnginePacketException("packets per payload exceed limit " + limit, position);
            }
        }

        void add(EnginePacket packet) {
            packets.add(packet);
        }

        private List<EnginePacket> toList() {
            return List.copyOf(packets);
        }
    }
}
