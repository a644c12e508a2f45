package io.jettio.client.internal.engine;

/** Whether the last upgrade to WebSocket succeeded; one for all sessions of a client or manager. Strand. */
public final class UpgradeMemory {
    private boolean succeeded;

    boolean succeeded() {
        return succeeded;
    }

    void remember(boolean success) {
        this.succeeded = success;
    }
}
