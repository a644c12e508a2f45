package io.jettio.client;

/** What happens to an event for which the buffer of a socket that is not connected has no room. */
public enum OverflowPolicy {
    /** {@code emit} throws a {@link BufferFullException}, an awaited ack fails. */
    REFUSE,
    /** The events that have waited longest give way. */
    DROP_OLDEST,
    /** The event is dropped, which {@code emit} tells by its result. */
    DROP_NEWEST
}
