package io.jettio.client.internal.engine;

import io.jettio.client.engine.CookieStore;
import io.jettio.client.engine.EngineOptions;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.client.internal.concurrent.Threads;
import io.jettio.common.run.HandlerThreads;
import io.jettio.common.run.Lane;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of one client or manager have in common, one after the other or at once: options, threads, carriers,
 * cookies, and whether an upgrade has worked.
 */
public final class EngineContext {
    private final EngineOptions options;
    private final Carriers carriers;
    private final Strand strand;
    private final Requests requests;
    private final UpgradeMemory memory = new UpgradeMemory();

    /**
     * Makes a context.
     *
     * @param options how the sessions behave
     * @param carriers carry the bytes
     * @param threads the strand where everything happens, and where user code runs
     */
    public EngineContext(EngineOptions options, Carriers carriers, Threads threads) {
        this(options, carriers, threads.strand(), threads.tasks(), threads.handlers());
    }

    /**
     * Makes a context.
     *
     * @param options how the sessions behave
     * @param carriers carry the bytes
     * @param strand where everything happens
     * @param tasks runs sources of header fields
     * @param handlers run the listener to answers, on a lane of its own
     */
    public EngineContext(
            EngineOptions options, Carriers carriers, Strand strand, Executor tasks, HandlerThreads handlers) {
        this(options, carriers, strand, tasks, lane(options, handlers));
    }

    EngineContext(EngineOptions options, Carriers carriers, Strand strand, Executor tasks, Executor answers) {
        this.options = options;
        this.carriers = carriers;
        this.strand = strand;
        this.requests = new Requests(options, cookies(options, carriers), strand, tasks, answers);
    }

    private static Executor lane(EngineOptions options, HandlerThreads handlers) {
        return options.onResponse().isEmpty() ? task -> {} : new Lane(handlers);
    }

    private static @Nullable CookieStore cookies(EngineOptions options, Carriers carriers) {
        if (!options.cookies()) {
            return null;
        }
        return options.cookieStore().orElseGet(() -> carriers.keepsCookies() ? null : CookieStore.inMemory());
    }

    EngineOptions options() {
        return options;
    }

    Carriers carriers() {
        return carriers;
    }

    Strand strand() {
        return strand;
    }

    Requests requests() {
        return requests;
    }

    UpgradeMemory memory() {
        return memory;
    }
}
