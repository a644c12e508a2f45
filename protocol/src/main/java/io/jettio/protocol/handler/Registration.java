package io.jettio.protocol.handler;

/** A listener that was added, to be taken off again. Thread-safe. */
@FunctionalInterface
public interface Registration {
    /** Takes the listener off; events that wait for their handlers are not called for it any more. Idempotent. */
    void remove();
}
