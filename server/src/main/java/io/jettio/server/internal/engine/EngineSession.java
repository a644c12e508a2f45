package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.protocol.ProtocolException;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketType;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.engine.HandshakeRequest;
import io.jettio.server.internal.GuardedBy;
import io.jettio.server.internal.run.FlushScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Engine.IO session: its state, the packets that wait to go out, and the transport that takes them. Its parts are
 * the {@link Heartbeat} and, while there is one, the {@link Upgrade}.
 *
 * <p>Sending: any thread appends under the lock; whoever finds the transport free claims it, takes a batch, and writes
 * outside the lock, so that batches never overlap and the queue's order is the wire's. Receiving: one feeder at a time
 * by construction (one WebSocket, or one POST), without the lock.
 */
public final class EngineSession implements FlushScope.Target {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSession.class);

    private enum State {
        OPEN,
        /** No more is taken from the application; what is queued still goes out. */
        CLOSING,
        CLOSED
    }

    private final EngineCore core;
    private final String id;
    private final EngineVersion version;
    private final HandshakeRequest handshake;
    private final Heartbeat heartbeat;
    private final OutboundWatch watch;
    private @Nullable SessionListener listener; // set once, under the lock, before anything goes out

    @GuardedBy("this")
    private State state = State.OPEN;

    @GuardedBy("this")
    private @Nullable Transport transport;

    @GuardedBy("this")
    private @Nullable Upgrade upgrade;

    @GuardedBy("this")
    private @Nullable ArrayDeque<EnginePacket> outbox;

    @GuardedBy("this")
    private @Nullable FlushScope deferredIn;

    @GuardedBy("this")
    private EngineCloseReason closingFor = EngineCloseReason.FORCED_CLOSE;

    @GuardedBy("this")
    private boolean readingPaused;

    EngineSession(EngineCore core, String id, EngineVersion version, HandshakeRequest handshake) {
        this.core = core;
        this.id = id;
        this.version = version;
        this.handshake = handshake;
        this.heartbeat = new Heartbeat(this, core.deadlines(), version, core.options());
        this.watch = new OutboundWatch(this, core.deadlines(), core.options());
    }

    /** The session id. */
    public String id() {
        return id;
    }

    /** The protocol version. */
    public EngineVersion version() {
        return version;
    }

    /** The request that opened the session. */
    public HandshakeRequest handshake() {
        return handshake;
    }

    /** The transport in use. */
    public synchronized EngineTransport transportKind() {
        return Objects.requireNonNull(transport).kind();
    }

    /** Whether messages can be sent. */
    public synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    EngineServerOptions options() {
        return core.options();
    }

    // ---------------------------------------------------------------- opening

    /**
     * Begins with a transport; {@code first} go out before anything that the listener sends. Nothing goes out before
     * the listener is there: the peer cannot send anything that nobody would take.
     */
    void open(Transport on, List<EnginePacket> first, SessionListener.Factory factory) {
        synchronized (this) {
            transport = on;
            outbox = new ArrayDeque<>(first);
            first.forEach(packet -> watch.queued(1, packet.data().size()));
        }
        heartbeat.start();
        SessionListener made = factory.open(this);
        EngineCloseReason endedFor;
        synchronized (this) {
            listener = made;
            endedFor = state == State.CLOSED ? closingFor : null;
        }
        if (endedFor == null) {
            flush();
        } else {
            on.terminate(false);
            made.onClose(endedFor);
        }
    }

    // ---------------------------------------------------------------- sending

    /**
     * Queues packets, which go out in this order with nothing between.
     *
     * @return whether they were taken; not on a closed session, nor over the bound, which closes it
     */
    public boolean send(List<EnginePacket> packets) {
        int bytes = 0;
        for (EnginePacket packet : packets) {
            bytes += packet.data().size();
        }
        FlushScope scope = FlushScope.current();
        boolean admitted;
        synchronized (this) {
            if (state != State.OPEN) {
                return false;
            }
            admitted = watch.admits(packets.size(), bytes);
            if (admitted) {
                append(packets);
                watch.queued(packets.size(), bytes);
                if (scope != null && deferredIn == scope) {
                    return true;
                }
                deferredIn = scope;
            }
        }
        if (!admitted) {
            end(EngineCloseReason.SLOW_CONSUMER, false);
        } else if (scope == null) {
            flush();
        } else {
            scope.defer(this);
        }
        return admitted;
    }

    @GuardedBy("this")
    private void append(List<EnginePacket> packets) {
        ArrayDeque<EnginePacket> queue = outbox;
        if (queue == null) {
            queue = new ArrayDeque<>();
            outbox = queue;
        }
        queue.addAll(packets);
    }

    /** Queues a packet of the engine's own. */
    void sendNow(EnginePacket packet) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            append(List.of(packet));
            watch.queued(1, packet.data().size());
        }
        flush();
    }

    @Override
    public void flush() {
        while (true) {
            Transport to;
            List<EnginePacket> batch = new ArrayList<>();
            int bytes = 0;
            synchronized (this) {
                deferredIn = null;
                to = transport;
                if (to == null || listener == null || state == State.CLOSED) {
                    return;
                }
                ArrayDeque<EnginePacket> queue = outbox;
                if (queue == null) {
                    if (state == State.OPEN || to.busy()) {
                        return;
                    }
                } else {
                    if (!to.begin()) {
                        return;
                    }
                    for (EnginePacket next = queue.peek(); next != null; next = queue.peek()) {
                        if (next.type() == EnginePacketType.CLOSE && !batch.isEmpty()) {
                            break; // alone: clients drop the messages that share a payload with it
                        }
                        queue.poll();
                        batch.add(next);
                        bytes += next.data().size();
                        if (bytes >= to.batchBytes()) {
                            break;
                        }
                    }
                    if (queue.isEmpty()) {
                        outbox = null;
                    }
                }
            }
            if (batch.isEmpty()) {
                end(closingFor(), true); // everything is out
                return;
            }
            if (!to.write(batch, bytes)) {
                return;
            }
            wrote(to, batch.size(), bytes);
        }
    }

    /** A batch that was not done at once is done now. */
    void written(Transport by, int packets, int bytes) {
        wrote(by, packets, bytes);
        flush();
    }

    private void wrote(Transport by, int packets, int bytes) {
        synchronized (this) {
            by.end();
            watch.drained(packets, bytes);
        }
    }

    // ---------------------------------------------------------------- receiving

    /** A packet came over the session's transport. */
    void onPacket(EnginePacket packet) {
        if (closed()) {
            return; // it was on the wire already
        }
        EnginePacketType type = packet.type();
        if (type == EnginePacketType.MESSAGE) {
            onMessage(packet.data());
        } else if (type == heartbeat.fromPeer()) {
            heartbeat.beat();
            if (type == EnginePacketType.PING) {
                send(List.of(
                        new EnginePacket(EnginePacketType.PONG, packet.data()))); // bounded, as the peer may not read
            }
        } else if (type == EnginePacketType.CLOSE) {
            end(EngineCloseReason.TRANSPORT_CLOSE, true);
        } else if (type != EnginePacketType.NOOP) {
            LOG.debug("a {} packet is not for the server; the session is closed", type);
            end(EngineCloseReason.PARSE_ERROR, false);
        }
    }

    private void onMessage(Frame message) {
        try {
            Objects.requireNonNull(listener).onMessage(message);
        } catch (ProtocolException e) {
            parseError(e);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("a message could not be taken; its session is closed", e);
            end(EngineCloseReason.PARSE_ERROR, false);
        }
    }

    void parseError(ProtocolException broken) {
        LOG.debug("the peer broke the protocol: {}", broken.getMessage());
        end(EngineCloseReason.PARSE_ERROR, false);
    }

    void bodyTooLarge() {
        LOG.debug("a body over the limit of {} bytes", core.options().limits().maxPayloadBytes());
        end(EngineCloseReason.TRANSPORT_ERROR, false);
    }

    /** Stops reading from the peer until {@link #resumeReading()}; the heartbeat's deadline stands still meanwhile. */
    public void pauseReading() {
        synchronized (this) {
            if (readingPaused || state == State.CLOSED) {
                return;
            }
            readingPaused = true;
            heartbeat.pause(); // under the lock: a resume on another thread must not come between
        }
    }

    /** Reads on. */
    public void resumeReading() {
        Transport reading;
        synchronized (this) {
            if (!readingPaused) {
                return;
            }
            readingPaused = false;
            heartbeat.resume();
            reading = transport;
        }
        if (reading != null) {
            reading.resumeReading();
        }
    }

    synchronized boolean mayReadOn() {
        return !readingPaused;
    }

    @GuardedBy("this")
    boolean readingPaused() {
        return readingPaused;
    }

    // ---------------------------------------------------------------- polling and upgrade

    /** Ends the session if its deadline has passed, though the timer may not have woken yet. */
    void expireIfDue() {
        heartbeat.expireIfDue();
    }

    /** The polling transport in use, or null where the session is on another. */
    @Nullable
    PollingTransport polling() {
        synchronized (this) {
            return state != State.CLOSED && transport instanceof PollingTransport polling ? polling : null;
        }
    }

    /** Claims the session for one upgrade; null where it cannot be upgraded (now, or any more). */
    @Nullable
    Upgrade beginUpgrade(boolean binaryAllowed) {
        synchronized (this) {
            if (state != State.OPEN || upgrade != null || !(transport instanceof PollingTransport)) {
                return null;
            }
            Upgrade begun = new Upgrade(this, core.deadlines(), binaryAllowed);
            upgrade = begun;
            return begun;
        }
    }

    /** The upgrade ended without success; the session goes on as it was. */
    void upgradeFailed(Upgrade ended) {
        synchronized (this) {
            if (upgrade == ended) {
                upgrade = null;
            }
        }
    }

    /** Goes over to a new transport: from here on everything travels on it. */
    boolean upgradeTo(WebSocketTransport next, Upgrade by) {
        PollingTransport old;
        synchronized (this) {
            if (state == State.CLOSED || upgrade != by || !(transport instanceof PollingTransport polling)) {
                return false;
            }
            old = polling;
            old.discard();
            transport = next;
            upgrade = null;
        }
        old.answerPoll(EnginePacket.NOOP);
        old.resumeReading();
        flush();
        return true;
    }

    // ---------------------------------------------------------------- closing

    /** A transport failed; if it is the session's, the session is over. */
    void transportFailed(Transport failed) {
        synchronized (this) {
            if (transport != failed) {
                return;
            }
        }
        end(EngineCloseReason.TRANSPORT_ERROR, false);
    }

    /** A transport was closed by the peer; if it is the session's, the session is over. */
    void transportClosed(Transport closed) {
        synchronized (this) {
            if (transport != closed) {
                return;
            }
        }
        end(EngineCloseReason.TRANSPORT_CLOSE, true);
    }

    /** Sends what is queued, then closes for a reason. */
    public void close(EngineCloseReason reason) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            state = State.CLOSING;
            closingFor = reason;
            if (transport instanceof PollingTransport) {
                append(List.of(EnginePacket.CLOSE));
                watch.queued(1, 0);
            }
            watch.closing();
        }
        flush();
    }

    synchronized EngineCloseReason closingFor() {
        return closingFor;
    }

    synchronized boolean closed() {
        return state == State.CLOSED;
    }

    /** Ends the session now. Only the first call counts. The core forgets it when its listener was told. */
    public void end(EngineCloseReason reason, boolean graceful) {
        Transport last;
        Upgrade begun;
        SessionListener told;
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            closingFor = reason;
            outbox = null;
            last = transport;
            begun = upgrade;
            upgrade = null;
            readingPaused = false;
            watch.stop();
            told = listener;
        }
        heartbeat.stop();
        try {
            if (begun != null) {
                begun.abandon();
            }
            if (last != null) {
                last.terminate(graceful);
            }
            if (told != null) {
                told.onClose(reason);
            }
        } finally {
            core.forget(this);
        }
    }
}
