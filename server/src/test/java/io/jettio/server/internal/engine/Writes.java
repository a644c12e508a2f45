package io.jettio.server.internal.engine;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Looks into sessions, for the fixtures. */
public final class Writes {
    private Writes() {}

    /**
     * Whether somebody writes for a session: what others send meanwhile goes out behind that, on the thread of whoever
     * writes.
     */
    public static BooleanSupplier ofSession(EngineCore core, String sid) {
        EngineSession session = Objects.requireNonNull(core.session(sid), "no such session");
        return () -> {
            synchronized (session) {
                Transport transport = session.transport();
                return transport != null && transport.busy();
            }
        };
    }
}
