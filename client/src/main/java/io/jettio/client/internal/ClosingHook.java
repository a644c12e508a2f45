package io.jettio.client.internal;

/** Closes something when the JVM is told to end, unless that has been closed before. Thread-safe. */
final class ClosingHook {
    private final Thread thread;

    /** Adds a hook of the JVM; where the JVM is ending already, there is none. */
    ClosingHook(Runnable close) {
        this.thread = new Thread(close, "jettio-client-closing");
        try {
            Runtime.getRuntime().addShutdownHook(thread);
        } catch (IllegalStateException ending) {
            // Who begins something at that time ends it, too.
        }
    }

    /** Takes the hook away, which otherwise would keep what it closes. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException ending) {
            // The JVM is ending, perhaps by this very hook: nothing will be kept.
        }
    }
}
