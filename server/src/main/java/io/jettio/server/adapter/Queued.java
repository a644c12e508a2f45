package io.jettio.server.adapter;

import io.jettio.protocol.handler.EmitResult;

/** Events that stand in the queues of their receivers, and are not on their way yet. */
public interface Queued {
    /**
     * Sends what the transports take now, and does what else follows. To be called once, soon, and under no lock.
     *
     * @return what became of the event
     */
    EmitResult send();
}
