package io.jettio.parser.msgpack;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.ProtocolRevision;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Packets and their bytes, written in hexadecimal. */
final class Bytes {
    static final MsgpackParser PARSER = new MsgpackParser();

    /** {@code {type: 2, nsp: "/", data: …}}. */
    static final String EVENT = "83 a474797065 02 a36e7370 a12f a464617461 ";
    /** {@code {type: 3, id: 1, nsp: "/", data: …}}. */
    static final String ACK = "84 a474797065 03 a26964 01 a36e7370 a12f a464617461 ";

    private Bytes() {}

    static Frame.Binary frame(String hex) {
        return Frame.binary(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    static String hex(List<Frame> frames) {
        return HexFormat.of().formatHex(frames.get(0).toByteArray());
    }

    static Packet decode(String hex) {
        return decode(hex, DecodeLimits.defaults());
    }

    static Packet decode(String hex, DecodeLimits limits) {
        return (Packet) PARSER.newDecoder(ProtocolRevision.V5, limits).add(frame(hex));
    }

    /** The answer in an ack whose only argument is written in hexadecimal, as a handler without a type gets it. */
    static Object argument(String hex) {
        return ((AckPacket) decode(ACK + "91" + hex)).arguments().get(0, Object.class);
    }

    /** The bytes of an argument as an ack has it, without all that is around. */
    static String written(Object argument) {
        List<Frame> frames = PARSER.encoder(ProtocolRevision.V5)
                .encode(new AckPacket("/", 0, PARSER.payload(Arrays.asList(argument))));
        String hex = hex(frames);
        String before = "84a47479706503a46461746191";
        String behind = "a2696400a36e7370a12f";
        return hex.substring(before.length(), hex.length() - behind.length());
    }

    static EventPacket event(String hex) {
        return (EventPacket) decode(hex);
    }
}
