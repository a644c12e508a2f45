package io.jettio.server.internal;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacketType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What travels, at TRACE: logger {@code io.jettio.server.packets} tells type, namespace, id and size, and
 * {@code io.jettio.server.contents} beside it the text, which may hold somebody's secrets and therefore is a switch of
 * its own. Session ids are never logged, and so not what an OPEN packet contains.
 */
public final class PacketLog {
    private static final Logger PACKETS = LoggerFactory.getLogger(Loggers.PACKETS);
    private static final Logger CONTENTS = LoggerFactory.getLogger(Loggers.CONTENTS);

    private PacketLog() {}

    /** Whether anybody listens; to be asked before anything is put together for {@link #packet}. */
    public static boolean isOn() {
        return PACKETS.isTraceEnabled();
    }

    /** Tells of a packet. */
    public static void packet(String direction, Object type, Frame data) {
        PACKETS.trace("{} {} of {} bytes", direction, type, data.size());
        if (CONTENTS.isTraceEnabled() && data instanceof Frame.Text text && type != EnginePacketType.OPEN) {
            CONTENTS.trace("{} {}", direction, text.text());
        }
    }

    /** Tells of a packet of a namespace. */
    public static void packet(String direction, String type, String namespace, long id) {
        PACKETS.trace("{} {} {} id {}", direction, type, namespace, id);
    }
}
