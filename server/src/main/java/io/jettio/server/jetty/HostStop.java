package io.jettio.server.jetty;

import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.internal.engine.EngineCore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * What the stop of the Jetty around us means for our sessions. They are told as soon as it begins, while the connections
 * are still there, whether the host stops gracefully or not; who has not gone when half of the host's stop timeout is
 * over is cut, so that the host is not kept. Thread-safe.
 */
final class HostStop implements LifeCycle.Listener {
    /** How long clients may take to fetch what is queued for them, where the host would wait longer. */
    private static final long PATIENCE_MILLIS = 5_000;

    private final Server host;
    private final EngineCore engine;
    private final ClosingWebSockets closings;
    private volatile Scheduler.@Nullable Task cut;

    HostStop(Server host, EngineCore engine, ClosingWebSockets closings) {
        this.host = host;
        this.engine = engine;
        this.closings = closings;
    }

    /** The handler starts: sessions are taken. */
    void started() {
        engine.life().resume();
        host.addEventListener(this);
        if (host.isStarted()) {
            engine.life().started();
        }
    }

    @Override
    public void lifeCycleStarted(LifeCycle started) {
        engine.life().started();
    }

    @Override
    public void lifeCycleStopping(LifeCycle stopping) {
        var unused = engine.life().suspend(); // whoever waits for it does so by shutdown()
    }

    /** The host is to stop when our sessions are gone, and asks for it. */
    CompletableFuture<Void> shutdown() {
        CompletableFuture<Void> gone = engine.life().suspend();
        long hosts = host.getStopTimeout() / 2;
        long patience = hosts > 0 ? Math.min(hosts, PATIENCE_MILLIS) : PATIENCE_MILLIS;
        cut = host.getScheduler().schedule(this::cut, patience, TimeUnit.MILLISECONDS);
        return gone;
    }

    private void cut() {
        engine.endSessions(EngineCloseReason.SERVER_SHUTTING_DOWN);
        closings.abort();
    }

    /** The handler stops: so do the sessions. */
    void stopped() {
        host.removeEventListener(this);
        Scheduler.Task armed = cut;
        if (armed != null) {
            armed.cancel();
        }
        var unused = engine.life().suspend();
        engine.endSessions(EngineCloseReason.SERVER_SHUTTING_DOWN);
        engine.life().stopped();
    }
}
