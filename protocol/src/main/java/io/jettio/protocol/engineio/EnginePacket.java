package io.jettio.protocol.engineio;

import io.jettio.protocol.Frame;
import java.util.Objects;

/**
 * One Engine.IO packet. Immutable.
 *
 * @param type the type
 * @param data what the packet carries, the empty text where it carries nothing; binary only in a message
 */
public record EnginePacket(EnginePacketType type, Frame data) {
    /** A ping without data. */
    public static final EnginePacket PING = new EnginePacket(EnginePacketType.PING, Frame.empty());

    /** A pong without data. */
    public static final EnginePacket PONG = new EnginePacket(EnginePacketType.PONG, Frame.empty());

    /** A noop. */
    public static final EnginePacket NOOP = new EnginePacket(EnginePacketType.NOOP, Frame.empty());

    /** A close. */
    public static final EnginePacket CLOSE = new EnginePacket(EnginePacketType.CLOSE, Frame.empty());

    /** An upgrade. */
    public static final EnginePacket UPGRADE = new EnginePacket(EnginePacketType.UPGRADE, Frame.empty());

    /**
     * Checks that only a message is binary.
     *
     * @param type the type
     * @param data what the packet carries
     * @throws IllegalArgumentException if another packet is
     */
    public EnginePacket {
        Objects.requireNonNull(type, "type");
        if (data instanceof Frame.Binary && type != EnginePacketType.MESSAGE) {
            throw new IllegalArgumentException("only a message can be binary, not " + type);
        }
    }

    /**
     * {@return a message packet}
     *
     * @param data the message
     */
    public static EnginePacket message(Frame data) {
        return new EnginePacket(EnginePacketType.MESSAGE, data);
    }
}
