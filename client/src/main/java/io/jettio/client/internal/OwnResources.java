package io.jettio.client.internal;

import io.jettio.client.ManagerOptions;

/** What one manager has for itself, and stops with it. */
public final class OwnResources extends ThreadResources {
    private OwnResources(ManagerOptions options) {
        super("jettio-client", options);
    }

    /**
     * {@return resources as a manager's options say; nothing is started before it is used}
     *
     * @param options the manager's
     */
    public static Resources of(ManagerOptions options) {
        return new OwnResources(options);
    }

    @Override
    public void release(ManagerImpl manager) {
        stop();
    }
}
