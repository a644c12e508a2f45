package io.jettio.server.engine.wrong;

import io.jettio.protocol.socketio.EventPacket;
import io.jettio.server.Namespace;

/** An engine that knows what is above it. Only there to prove that the rules can fail. */
public interface NamespaceAwareEngine {
    Namespace namespace();

    EventPacket packet();
}
