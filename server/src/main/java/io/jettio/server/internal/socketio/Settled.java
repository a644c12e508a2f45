package io.jettio.server.internal.socketio;

import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckException;
import org.jspecify.annotations.Nullable;

/** Told once how a wait for an ack ended; on an I/O thread or the timer, so that it must not run application code. */
interface Settled {
    /** With an answer, or without one for a reason. */
    void ended(@Nullable Payload answer, AckException.Reason reason);
}
