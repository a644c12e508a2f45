package io.jettio.server.internal.engine;

import io.jettio.server.observe.ServerObserver;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who are told what happens; there is none of these where nobody is. Thread-safe. */
public final class Observers {
    private final ServerObserver[] all;
    private final InputLog log;

    private Observers(List<ServerObserver> all, InputLog log) {
        this.all = all.toArray(ServerObserver[]::new);
        this.log = log;
    }

    static @Nullable Observers of(List<ServerObserver> all, InputLog log) {
        return all.isEmpty() ? null : new Observers(all, log);
    }

    /** Tells each of them; never under a lock. Nothing that one throws gets out of here. */
    public void tell(Consumer<ServerObserver> what) {
        for (ServerObserver observer : all) {
            try {
                what.accept(observer);
            } catch (Exception | Error e) {
                log.error("an observer failed", e);
            }
        }
    }
}
