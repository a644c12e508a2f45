package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineException;
import io.jettio.client.engine.EngineException.Stage;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to move a session from polling to another transport: probe, its answer, then both poll and post come to
 * rest, then UPGRADE. From the answer on nothing may be written to either transport, so that no message is lost,
 * doubled or overtaken. Whatever fails before the end drops the candidate, and polling goes on. Strand.
 */
final class Upgrade {
    private static final Frame PROBE = Frame.text("probe");

    private enum State {
        CONNECTING,
        PROBING,
        SWITCHING,
        DONE
    }

    private final PollingTransport polling;
    private final Transport candidate;
    private final Owner owner;
    private final Strand strand;
    private final Duration timeout;

    private State state = State.CONNECTING;
    private Strand.Timer timer = () -> {};

    Upgrade(PollingTransport polling, Transport candidate, Strand strand, Duration timeout, Owner owner) {
        this.polling = polling;
        this.candidate = candidate;
        this.strand = strand;
        this.timeout = timeout;
        this.owner = owner;
    }

    void start() {
        timer = strand.after(timeout, () -> failed(tooSlow()));
        candidate.open();
    }

    boolean isCandidate(Transport transport) {
        return transport == candidate;
    }

    /** Whether nothing may be written. */
    boolean isSwitching() {
        return state == State.SWITCHING;
    }

    void opened() {
        if (state == State.CONNECTING) {
            state = State.PROBING;
            candidate.write(List.of(new EnginePacket(EnginePacketType.PING, PROBE)));
        }
    }

    void received(EnginePacket packet) {
        if (state == State.PROBING
                && packet.type() == EnginePacketType.PONG
                && packet.data().equals(PROBE)) {
            state = State.SWITCHING;
            polling.pause(this::atRest);
        } else {
            failed(new EngineException(Stage.PROTOCOL, "expected the probe's answer, got " + packet.type(), null));
        }
    }

    private EngineException tooSlow() {
        return new EngineException(
                candidate.isConnected() ? Stage.HTTP : Stage.TCP, "no upgrade within " + timeout, null);
    }

    private void atRest() {
        state = State.DONE;
        timer.cancel();
        candidate.write(List.of(EnginePacket.UPGRADE));
        owner.succeeded();
    }

    /** The candidate broke, misbehaved or was too slow. */
    void failed(@Nullable Throwable cause) {
        if (state != State.DONE) {
            boolean paused = state == State.SWITCHING;
            cancel();
            if (paused) {
                polling.resume();
            }
            owner.dropped(cause);
        }
    }

    /** Drops the candidate without a word. */
    void cancel() {
        state = State.DONE;
        timer.cancel();
        candidate.abort();
    }

    /** The session, as an upgrade sees it. */
    interface Owner {
        /** UPGRADE is under way: the candidate is the session's transport from now on. */
        void succeeded();

        /** Polling goes on. */
        void dropped(@Nullable Throwable cause);
    }
}
