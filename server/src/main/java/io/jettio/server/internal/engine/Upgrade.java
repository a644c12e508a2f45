package io.jettio.server.internal.engine;

import io.jettio.common.GuardedBy;
import io.jettio.common.time.Deadline;
import io.jettio.common.time.DeadlineQueue;
import io.jettio.protocol.Frame;
import io.jettio.protocol.ProtocolException;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketType;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One upgrade from polling to WebSocket. The candidate sends {@code 2probe}, gets {@code 3probe}, and sends {@code 5}
 * when its last poll has ended; until then the session goes on over polling, and each poll that waits is ended with a
 * noop. A {@code 5} that comes while a POST is under way waits for it, so that one thread at a time takes packets, and in
 * their order. Whatever goes wrong costs the candidate only. Thread-safe.
 */
final class Upgrade implements WebSocketHandler {
    private static final long NOOP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * How long the first noop waits after the probe. A client that does not wait for its poll sends the upgrade packet
     * right behind its probe, and a poll that it sends after that must not overtake both.
     */
    private static final long FIRST_NOOP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final Frame PROBE = Frame.text("probe");

    private enum State {
        /** The WebSocket is not open yet, or its probe has not come. */
        WAITING,
        PROBED,
        /** The upgrade packet has come; the packets of a POST that is under way are taken before. */
        SWITCHING,
        /** The candidate is the session's transport. */
        DONE,
        FAILED
    }

    private final EngineSession session;
    private final DeadlineQueue deadlines;
    private final boolean binaryAllowed;
    private final Deadline timeout;
    private final Deadline noop;
    private final long began;

    @GuardedBy("this")
    private State state = State.WAITING;

    private @Nullable WebSocketTransport candidate; // set in onOpen, before any message

    Upgrade(EngineSession session, DeadlineQueue deadlines, boolean binaryAllowed) {
        this.session = session;
        this.deadlines = deadlines;
        this.binaryAllowed = binaryAllowed;
        this.noop = deadlines.unarmed(this::endPoll);
        this.began = deadlines.now();
        this.timeout = deadlines.schedule(
                deadlines.now() + session.options().upgradeTimeout().toNanos(), () -> fail("it took too long"));
    }

    @Override
    public void onOpen(WebSocketChannel channel) {
        WebSocketTransport transport = new WebSocketTransport(session, channel, binaryAllowed);
        boolean late;
        synchronized (this) {
            candidate = transport;
            late = state == State.FAILED;
        }
        if (late) {
            transport.terminate(true);
        }
    }

    @Override
    public boolean onMessage(Frame message) {
        WebSocketTransport from = candidate;
        if (from == null) {
            return false;
        }
        EnginePacket packet;
        try {
            packet = from.decode(message);
        } catch (ProtocolException e) {
            if (isDone()) {
                session.receiver().parseError(e);
            } else {
                fail(e.getMessage());
            }
            return true;
        }
        if (isDone()) {
            session.receiver().onPacket(packet);
            return session.mayReadOn();
        }
        if (packet.type() == EnginePacketType.PING
                && packet.data().equals(PROBE)
                && move(State.WAITING, State.PROBED)) {
            from.sendProbe(new EnginePacket(EnginePacketType.PONG, PROBE));
            endPollLater(FIRST_NOOP_NANOS);
        } else if (packet.type() == EnginePacketType.UPGRADE && move(State.PROBED, State.SWITCHING)) {
            return switchOver(from) && session.mayReadOn();
        } else {
            fail("the candidate sent " + packet.type());
        }
        return true;
    }

    /** Goes over to the candidate unless a POST is under way; whether the candidate may be read on. */
    private boolean switchOver(WebSocketTransport to) {
        return switch (session.upgrades().goOver(to, this)) {
            case LATER -> false; // a client that keeps to the protocol waits for its POST; the timeout bounds it
            case NEVER -> {
                fail("the session ended");
                yield true;
            }
            case DONE -> {
                deadlines.cancel(timeout);
                deadlines.cancel(noop);
                tellDone();
                yield true;
            }
        };
    }

    private void tellDone() {
        Observers observers = session.observers();
        if (observers != null) {
            long took = deadlines.now() - began;
            observers.tell(each -> each.upgraded(session.number(), took));
        }
    }

    /** Under the session's lock: the candidate becomes the session's transport, unless it has failed. */
    boolean commit() {
        return move(State.SWITCHING, State.DONE);
    }

    /** A POST that was under way is taken. */
    void postTaken() {
        synchronized (this) {
            if (state != State.SWITCHING) {
                return;
            }
        }
        if (switchOver(transport())) {
            transport().readOn();
        }
    }

    @Override
    public void onClosed() {
        if (isDone()) {
            session.transportClosed(transport());
        } else {
            fail("the candidate was closed");
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (isDone()) {
            session.log().debug("a WebSocket failed", failure);
            session.transportFailed(transport());
        } else {
            fail("the candidate failed");
        }
    }

    /** The session is over, or the handshake of the WebSocket failed. */
    void abandon() {
        fail("the session ended");
    }

    private WebSocketTransport transport() {
        return java.util.Objects.requireNonNull(candidate);
    }

    private synchronized boolean isDone() {
        return state == State.DONE;
    }

    private synchronized boolean move(State from, State to) {
        if (state != from) {
            return false;
        }
        state = to;
        return true;
    }

    private void fail(@Nullable String why) {
        WebSocketTransport dropped;
        synchronized (this) {
            if (state == State.DONE || state == State.FAILED) {
                return;
            }
            state = State.FAILED;
            dropped = candidate;
        }
        session.log().debug("an upgrade ended: {}", String.valueOf(why));
        deadlines.cancel(timeout);
        deadlines.cancel(noop);
        session.upgrades().failed(this);
        if (dropped != null) {
            dropped.terminate(true);
        }
    }

    /** Ends a poll that waits, then again every 100 ms, since the client may have begun another before it saw the probe. */
    private void endPoll() {
        if (!endPollLater(NOOP_NANOS)) {
            return;
        }
        PollingTransport polling = session.polling();
        if (polling != null) {
            polling.answerPoll(EnginePacket.NOOP);
        }
    }

    private synchronized boolean endPollLater(long nanos) {
        if (state != State.PROBED) {
            return false;
        }
        deadlines.reschedule(noop, deadlines.now() + nanos);
        return true;
    }
}
