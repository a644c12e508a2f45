package io.jettio.server.internal.engine;

import io.jettio.server.engine.EngineTransport;

/** How the packets of one session go out. */
abstract class Transport {
    /** Which one it is. */
    abstract EngineTransport kind();

    /** How many bytes one batch should have at the most. */
    abstract int batchBytes();

    /** Under the session's lock: whether {@link #begin} would take a batch now. */
    abstract boolean ready();

    /** Under the session's lock: claims the transport for one batch, or says that it takes none now. */
    abstract boolean begin();

    /** Under the session's lock: the batch that was begun is done. */
    abstract void end();

    /** Under the session's lock: whether a batch is under way. */
    abstract boolean busy();

    /**
     * Sends the batch that was begun; outside the lock.
     *
     * @return whether it is done already; otherwise {@link Sender#written} is called when it is
     */
    abstract boolean write(Outbox.Batch batch);

    /** The session is over: whatever is open is answered or closed; outside the lock. */
    abstract void terminate(boolean graceful);

    /** One of those who wanted the reading paused does not any more; outside the lock. */
    abstract void readOn();
}
