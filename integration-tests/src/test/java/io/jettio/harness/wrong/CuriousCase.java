package io.jettio.harness.wrong;

import io.jettio.protocol.engineio.EnginePacket;

/** A case that reads packets with the codec it is to check. */
public final class CuriousCase {
    /** {@return what it must not know} */
    public Class<?> codec() {
        return EnginePacket.class;
    }
}
