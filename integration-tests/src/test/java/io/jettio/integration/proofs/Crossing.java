package io.jettio.integration.proofs;

/**
 * By what a client that upgrades sends and receives: over polling until its WebSocket has taken over, and by nothing while
 * it waits for its last requests to end. Thread-safe.
 */
final class Crossing {
    // Guarded by this.
    private boolean paused;
    private int busy;
    private Wire webSocket;

    /** Begins a poll, a POST or a WebSocket's message: on that WebSocket, or over polling if there is none. */
    synchronized Wire begin() throws InterruptedException {
        while (paused && webSocket == null) {
            wait();
        }
        if (webSocket == null) {
            busy++;
        }
        return webSocket;
    }

    /** A poll or POST that was begun has ended. */
    synchronized void done() {
        busy--;
        notifyAll();
    }

    /** Lets nothing begin any more, and waits until all that has begun is done. */
    synchronized void pause() throws InterruptedException {
        paused = true;
        while (busy > 0) {
            wait();
        }
    }

    /** Goes on over polling. */
    synchronized void resume() {
        paused = false;
        notifyAll();
    }

    /** Goes on over a WebSocket. */
    synchronized void goOver(Wire to) {
        webSocket = to;
        notifyAll();
    }

    /** The WebSocket that has taken over, or null. */
    synchronized Wire webSocket() {
        return webSocket;
    }
}
