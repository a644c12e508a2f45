package io.jettio.server.internal.engine;

import io.jettio.common.GuardedBy;
import io.jettio.common.run.FlushScope;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineRequest;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.engine.SendResult;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO session: its state and the transport in use. Its parts, which share its lock, are the {@link Sender},
 * the {@link Reading} and the {@link UpgradeSlot}; the {@link Heartbeat} has a lock of its own.
 *
 * <p>Receiving: one feeder at a time by construction (one WebSocket, or one POST), without the lock.
 */
public final class EngineSession implements FlushScope.Target {
    private enum State {
        OPEN,
        /** No more is taken from the application; what is queued still goes out. */
        CLOSING,
        CLOSED
    }

    /**
     * How long the first message on a WebSocket waits for clients of version 3: some listen to messages only after they
     * have learned of the opening, and miss one that comes in the same read.
     */
    private static final long FIRST_MESSAGE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final EngineCore core;
    private final long number;
    private final String id;
    private final EngineVersion version;
    private final EngineRequest handshake;
    private final Heartbeat heartbeat;
    private final Sender sender;
    private final Receiver receiver;
    private @Nullable SessionListener listener; // set once, under the lock, before anything goes out

    @GuardedBy("this")
    private State state = State.OPEN;

    @GuardedBy("this")
    private @Nullable Transport transport;

    @GuardedBy("this")
    private final UpgradeSlot upgrades;

    @GuardedBy("this")
    private EngineCloseReason closingFor = EngineCloseReason.FORCED_CLOSE;

    @GuardedBy("this")
    private final Reading reading;

    EngineSession(EngineCore core, String id, EngineVersion version, EngineRequest handshake) {
        this.core = core;
        this.number = core.nextNumber();
        this.id = id;
        this.version = version;
        this.handshake = handshake;
        this.heartbeat = new Heartbeat(this, core.deadlines(), version, core.options());
        this.reading = new Reading(heartbeat);
        this.upgrades = new UpgradeSlot(this, core.deadlines());
        this.sender = new Sender(this, reading, core);
        this.receiver = new Receiver(this, heartbeat, core);
    }

    /** The session id. */
    public String id() {
        return id;
    }

    /** What observers know it by; unlike the id no secret. */
    public long number() {
        return number;
    }

    /** Who is told what happens; null for nobody. */
    @Nullable
    Observers observers() {
        return core.observers();
    }

    /** The protocol version. */
    public EngineVersion version() {
        return version;
    }

    /** The request that opened the session. */
    public EngineRequest handshake() {
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

    InputLog log() {
        return core.log();
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
        Observers observers = core.observers();
        if (observers != null) {
            observers.tell(each -> each.opened(number, on.kind().wireName()));
        }
        synchronized (this) {
            transport = on;
            sender.append(Outbound.kept(first));
        }
        heartbeat.start();
        SessionListener made = factory.open(this);
        EngineCloseReason endedFor;
        synchronized (this) {
            listener = made;
            endedFor = state == State.CLOSED ? closingFor : null;
        }
        if (endedFor == null) {
            if (version == EngineVersion.V3 && on.kind() == EngineTransport.WEBSOCKET) {
                core.deadlines().schedule(core.deadlines().now() + FIRST_MESSAGE_NANOS, this::flush);
            } else {
                flush();
            }
        } else {
            on.terminate(false);
            tellClosed(made, on, endedFor);
        }
    }

    // ---------------------------------------------------------------- sending

    /**
     * Queues packets that must not be dropped.
     *
     * @return whether they were taken; not on a closed session, nor over the bound, which closes it
     */
    public boolean send(List<EnginePacket> packets) {
        return send(Outbound.kept(packets)) == SendResult.ACCEPTED;
    }

    /** Queues what goes out whole, with nothing between its packets. */
    public SendResult send(Outbound message) {
        return sender.send(message, null, null);
    }

    /**
     * The same for a caller that holds locks: {@code later} takes what is to be done outside of them, the sending among it.
     */
    public SendResult send(Outbound message, List<Runnable> later) {
        return sender.send(message, null, later);
    }

    /** The same, of somebody who may end before the session; null for {@code later} where the caller holds no locks. */
    public SendResult send(Outbound message, Origin origin, @Nullable List<Runnable> later) {
        return sender.send(message, origin, later);
    }

    /** Whether the queue is short: below the mark from which on a peer counts as slow. */
    public boolean isWritable() {
        return sender.isWritable();
    }

    @Override
    public void flush() {
        sender.flush();
    }

    /** The side that sends. */
    Sender sender() {
        return sender;
    }

    /** Where batches go now; none before there is a listener, since the peer would answer into the void. */
    @GuardedBy("this")
    @Nullable
    Transport writesTo() {
        return listener == null || state == State.CLOSED ? null : transport;
    }

    /** The transport in use, if there is one yet. */
    @GuardedBy("this")
    @Nullable
    Transport transport() {
        return transport;
    }

    /** What stands above; null while the session opens. */
    @Nullable
    SessionListener listener() {
        return listener;
    }

    // ---------------------------------------------------------------- receiving

    /** The side that takes what comes. */
    Receiver receiver() {
        return receiver;
    }

    /** Stops reading from the peer, because its handlers are behind; the heartbeat's deadline stands still meanwhile. */
    public void pauseReading() {
        pauseReading(Reading.FOR_HANDLERS);
    }

    /** Reads on, unless somebody else wants the pause too. */
    public void resumeReading() {
        resumeReading(Reading.FOR_HANDLERS);
    }

    synchronized void pauseReading(int why) {
        reading.pause(why); // under the lock: a resume on another thread must not come between
    }

    void resumeReading(int why) {
        Transport toReadOn;
        synchronized (this) {
            toReadOn = reading.resume(why, transport);
        }
        if (toReadOn != null) {
            toReadOn.readOn();
        }
    }

    synchronized boolean mayReadOn() {
        return !reading.isPaused();
    }

    /** Whether a POST is taken now, or waits: not while an upgrade waits for the client's last POST to end. */
    @GuardedBy("this")
    boolean takesPosts() {
        return upgrades.isTaken() || !reading.awaitsPeer();
    }

    /** Whether the answer to a POST waits: until handlers have caught up, or for the session's end. */
    @GuardedBy("this")
    boolean holdsAnswers() {
        return receiver.isLeaving() || reading.awaitsUs();
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

    /** What may bring it onto another transport. */
    UpgradeSlot upgrades() {
        return upgrades;
    }

    /** Goes over to a transport; from here on everything travels on it. */
    @GuardedBy("this")
    void useFromNow(Transport next) {
        transport = next;
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
                sender.append(Outbound.kept(List.of(EnginePacket.CLOSE)));
            }
            sender.closing();
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
        List<Outbound> unsent;
        SessionListener told;
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            unsent = sender.end();
            closingFor = reason;
            last = transport;
            begun = upgrades.clear();
            reading.end();
            told = listener;
        }
        core.log().debug("a session from {} ended: {}", handshake().address(), reason);
        heartbeat.stop();
        receiver.end();
        core.addresses().closed(handshake().address()); // before any answer: the client may come again at once
        try {
            if (begun != null) {
                begun.abandon();
            }
            if (last != null) {
                last.terminate(graceful);
            }
            unsent.forEach(Sender::refused);
            if (told != null) {
                tellClosed(told, Objects.requireNonNull(last), reason);
            }
        } finally {
            core.forget(this);
        }
    }

    private void tellClosed(SessionListener told, Transport last, EngineCloseReason reason) {
        Observers observers = core.observers();
        if (observers != null) {
            observers.tell(each -> each.closed(number, last.kind().wireName(), reason.toString()));
        }
        told.onClose(reason);
    }
}
