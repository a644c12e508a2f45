package io.jettio.protocol.engineio;

import io.jettio.protocol.Frame;
import java.util.List;

/** Long-polling bodies of version 4: packets as text, joined by the record separator. */
final class PayloadV4 {
    private static final byte SEPARATOR = 0x1e;
    private static final EnginePacketCodec CODEC = EnginePacketCodec.forVersion(EngineVersion.V4);

    private PayloadV4() {}

    static Frame encode(List<EnginePacket> packets) {
        if (packets.size() == 1) {
            return CODEC.encode(packets.get(0), false);
        }
        ByteSink body = new ByteSink(packets.size());
        for (EnginePacket packet : packets) {
            if (body.size() > 0) {
                body.add(SEPARATOR);
            }
            body.add(CODEC.encode(packet, false));
        }
        return body.toText();
    }

    static void decode(Frame.Text body, PayloadCodec.Packets packets) {
        byte[] utf8 = body.array();
        int base = body.arrayOffset();
        int to = base + body.size();
        int from = base;
        // The separator is ASCII, hence never part of a longer sequence.
        while (from <= to) {
            packets.requireRoom(from - base);
            int end = indexOfSeparator(utf8, from, to);
            packets.add(CODEC.decodeText(utf8, from, end, base));
            from = end + 1;
        }
    }

    private static int indexOfSeparator(byte[] utf8, int from, int to) {
        int i = from;
        while (i < to && utf8[i] != SEPARATOR) {
            i++;
        }
        return i;
    }
}
