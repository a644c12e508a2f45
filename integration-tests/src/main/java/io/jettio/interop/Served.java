package io.jettio.interop;

/**
 * A server that was started.
 *
 * @param port where it accepts connections
 * @param stop ends it
 */
record Served(int port, Runnable stop) {
    void close() {
        stop.run();
    }
}
