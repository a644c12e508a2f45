package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.EngineException;
import io.jettio.client.engine.EngineException.Stage;
import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.TransportType;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.protocol.Frame;
import io.jettio.protocol.ProtocolException;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketType;
import io.jettio.protocol.engineio.OpenData;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Engine.IO session: handshake, heartbeat, upgrade, write buffer, close. Confined to the strand, but for
 * {@link #transportType()} and {@link #isOpen()}.
 */
public final class EngineSession {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSession.class);

    private enum State {
        OPENING,
        OPEN,
        /** Closed by this side: writes what is buffered, then closes the transport. */
        CLOSING,
        CLOSED
    }

    private final EngineContext context;
    private final EngineOptions options;
    private final Strand strand;
    private final UpgradeMemory memory;
    private final EngineEvents events;
    private final Opening opening;
    private final TransportOwner owner = new TransportOwner();
    private final UpgradeSlot upgrade;

    // Strand; the two volatile ones are read by other threads.
    private volatile State state = State.OPENING;
    private volatile Transport transport;
    private volatile @Nullable OpenData handshake;
    private Endpoint endpoint;
    private final WriteBuffer buffer = new WriteBuffer();
    private @Nullable Heartbeat heartbeat;
    private int maxPayload;
    private boolean pinged;
    private boolean transportClosing;
    private boolean readingPaused;
    private boolean flushDue;
    private Strand.@Nullable Timer closeTimer;

    /**
     * Makes a session; {@link #open()} starts it.
     *
     * @param endpoint where the server is
     * @param context what it has in common with others
     * @param events told what happens, on the strand
     */
    public EngineSession(Endpoint endpoint, EngineContext context, EngineEvents events) {
        this.endpoint = endpoint;
        this.context = context;
        this.options = context.options();
        this.strand = context.strand();
        this.memory = context.memory();
        this.events = events;
        this.opening = new Opening(context);
        this.upgrade = new UpgradeSlot(context, owner);
        this.transport = newTransport(opening.first(), null);
    }

    private Transport newTransport(TransportType type, @Nullable String sid) {
        return type == TransportType.POLLING
                ? new PollingTransport(endpoint, context, owner)
                : new WebSocketTransport(endpoint, context, owner, sid);
    }

    /** Starts the handshake. */
    public void open() {
        opening.begin();
        openTransport();
    }

    private void openTransport() {
        opening.arm(this::notOpened);
        transport.open();
    }

    private void notOpened() {
        end(EngineCloseReason.TRANSPORT_ERROR, Failures.notOpened(transport.isConnected(), options));
    }

    /** Where the session could not be opened over this transport: tries the next, if there is one. */
    private boolean openNext(EngineCloseReason reason, @Nullable Throwable cause) {
        TransportType next = reason == EngineCloseReason.FORCED_CLOSE ? null : opening.next();
        if (next == null) {
            return false;
        }
        LOG.debug("{} could not open the session, trying {}", transport.type(), next, cause);
        transport.abort();
        transport = newTransport(next, null);
        openTransport();
        return true;
    }

    /**
     * {@return the transport in use} Any thread.
     */
    public TransportType transportType() {
        return transport.type();
    }

    /**
     * {@return what the server told, or null before the handshake} Any thread.
     */
    public @Nullable OpenData handshake() {
        return handshake;
    }

    /**
     * {@return whether messages are sent and received} Any thread.
     */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /**
     * {@return whether what was sent goes out: the session is open, or closes behind it}
     */
    boolean writes() {
        return state == State.OPEN || state == State.CLOSING;
    }

    /**
     * {@return whether what is sent now is written at once}
     */
    public boolean isWritable() {
        return state == State.OPEN && !buffer.hasWaiting() && transport.isWritable() && !upgrade.isSwitching();
    }

    /**
     * Tells whether the server can still be there: false once its ping is overdue, which also ends the session. To be
     * asked before sending, since a machine that slept wakes with its timers late.
     *
     * @return whether the session is open and its deadline not passed
     */
    public boolean checkAlive() {
        if (state == State.OPEN && heartbeat != null && heartbeat.isExpired()) {
            pingMissing();
        }
        return state == State.OPEN;
    }

    /**
     * Sends messages, with nothing between them; after {@link #close()} or the end they are dropped, which
     * {@link EngineEvents#released} tells.
     *
     * @param messages the messages
     */
    public void send(List<Frame> messages) {
        if (state == State.CLOSING || state == State.CLOSED) {
            long bytes = 0;
            for (Frame message : messages) {
                bytes += message.size();
            }
            events.released(messages.size(), bytes);
            return;
        }
        for (Frame message : messages) {
            buffer.add(EnginePacket.message(message));
        }
        // Behind what waits for the strand now, which may send as well.
        if (!flushDue) {
            flushDue = true;
            strand.execute(this::flushDue);
        }
    }

    private void flushDue() {
        flushDue = false;
        flush();
    }

    /**
     * Stops or resumes reading. The heartbeat's deadline stands still meanwhile.
     *
     * @param paused whether to stop
     */
    public void pauseReading(boolean paused) {
        if (readingPaused != paused && state == State.OPEN) {
            readingPaused = paused;
            transport.pauseReading(paused);
            if (heartbeat != null) {
                heartbeat.suspend(paused);
            }
        }
    }

    /** Closes: before the handshake at once, after it behind what is buffered. */
    public void close() {
        if (state == State.OPENING) {
            end(EngineCloseReason.FORCED_CLOSE, null);
        } else if (state == State.OPEN) {
            pauseReading(false);
            state = State.CLOSING;
            closeTimer = strand.after(options.closeTimeout(), () -> end(EngineCloseReason.FORCED_CLOSE, null));
            closeIfFlushed();
        }
    }

    /**
     * Ends the session at once, and tries no other transport.
     *
     * @param reason what to tell
     * @param cause what went wrong, or null
     */
    public void abort(EngineCloseReason reason, @Nullable Throwable cause) {
        opening.end();
        end(reason, cause);
    }

    private void closeIfFlushed() {
        if (state == State.CLOSING
                && buffer.isEmpty()
                && transport.isWritable()
                && !upgrade.isSwitching()
                && !transportClosing) {
            transportClosing = true;
            upgrade.cancel();
            transport.close(() -> end(EngineCloseReason.FORCED_CLOSE, null));
        }
    }

    private void flush() {
        if ((state == State.OPEN || state == State.CLOSING)
                && buffer.hasWaiting()
                && transport.isWritable()
                && !upgrade.isSwitching()) {
            boolean split = transport.type() == TransportType.POLLING && maxPayload > 0;
            List<EnginePacket> batch = split ? buffer.takePayload(maxPayload) : buffer.takeAll();
            events.sending(batch);
            transport.write(batch);
        }
    }

    private void handshake(Frame data) {
        OpenData opened;
        try {
            opened = OpenData.parse(data);
        } catch (ProtocolException malformed) {
            end(EngineCloseReason.PARSE_ERROR, malformed);
            return;
        }
        handshake = opened;
        long patience = opened.pingIntervalMillis() + opened.pingTimeoutMillis();
        if (transport instanceof PollingTransport polling) {
            polling.sid(opened.sid());
        } else {
            memory.remember(true);
        }
        opening.end();
        maxPayload = opened.maxPayload();
        heartbeat = new Heartbeat(strand, Duration.ofMillis(patience), this::pingMissing);
        heartbeat.beat();
        state = State.OPEN;
        events.opened(opened);
        flush();
        startUpgrade(opened);
    }

    private void startUpgrade(OpenData opened) {
        if (state == State.OPEN
                && options.upgrade()
                && transport instanceof PollingTransport polling
                && options.transports().contains(TransportType.WEBSOCKET)
                && opened.upgrades().contains(TransportType.WEBSOCKET.wireName())) {
            events.upgrading(TransportType.WEBSOCKET);
            upgrade.begin(polling, newTransport(TransportType.WEBSOCKET, opened.sid()));
        }
    }

    /** Whatever goes wrong with what a server sent ends this session, and nothing else. */
    private void receivedGuarded(EnginePacket packet) {
        try {
            received(packet);
        } catch (RuntimeException | StackOverflowError failure) {
            LOG.error("a session failed", failure);
            end(EngineCloseReason.TRANSPORT_ERROR, failure);
        }
    }

    private void received(EnginePacket packet) {
        events.received(packet);
        if (state == State.OPENING) {
            if (packet.type() == EnginePacketType.OPEN) {
                handshake(packet.data());
            } else {
                end(
                        EngineCloseReason.PARSE_ERROR,
                        new EngineException(
                                EngineException.Stage.PROTOCOL, "expected OPEN, got " + packet.type(), null));
            }
            return;
        }
        if (state == State.CLOSED) {
            return;
        }
        switch (packet.type()) {
            case PING -> ping();
            case MESSAGE -> {
                if (state == State.OPEN) {
                    events.message(packet.data());
                }
            }
            case NOOP -> {}
            case CLOSE -> end(EngineCloseReason.TRANSPORT_CLOSE, null);
            default ->
                end(
                        EngineCloseReason.PARSE_ERROR,
                        new EngineException(Stage.PROTOCOL, "unexpected " + packet.type(), null));
        }
    }

    private void ping() {
        if (heartbeat != null) {
            heartbeat.beat();
        }
        pinged = true;
        events.pinged();
        buffer.addPong();
        flush();
    }

    private void pingMissing() {
        // A server of version 3 waits for our pings, and its handshake has no maximal payload.
        boolean perhapsVersion3 = !pinged && maxPayload == 0;
        end(EngineCloseReason.PING_TIMEOUT, perhapsVersion3 ? Failures.neverPinged() : null);
    }

    private void end(EngineCloseReason reason, @Nullable Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.OPENING) {
            if (transport.type() == TransportType.WEBSOCKET) {
                memory.remember(false);
            }
            if (openNext(reason, cause)) {
                return;
            }
        }
        boolean trusted = reason == EngineCloseReason.FORCED_CLOSE && state != State.OPENING;
        state = State.CLOSED;
        opening.end();
        cancel(closeTimer);
        if (heartbeat != null) {
            heartbeat.stop();
        }
        upgrade.cancel();
        transport.abort();
        if (!trusted) {
            context.carriers().dropIdle(endpoint.request(TransportType.POLLING, null, ""));
        }
        release(buffer.drop());
        events.closed(reason, Failures.ended(cause));
    }

    private void release(WriteBuffer.Released released) {
        if (released.packets() > 0) {
            events.released(released.packets(), released.bytes());
        }
    }

    private static void cancel(Strand.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Routes what transports tell: the current one's to the session, the candidate's to the upgrade. */
    private final class TransportOwner implements Transport.Owner, UpgradeSlot.Owner {
        @Override
        public void opened(Transport from) {
            upgrade.opened(from);
        }

        @Override
        public void packet(Transport from, EnginePacket packet) {
            if (from == transport) {
                receivedGuarded(packet);
            } else {
                upgrade.received(from, packet);
            }
        }

        @Override
        public void written(Transport from) {
            if (from == transport) {
                release(buffer.written());
                flush();
                closeIfFlushed();
                if (buffer.isEmpty() && state == State.OPEN) {
                    events.drained();
                }
            }
        }

        @Override
        public void moved(Transport from, Endpoint to) {
            endpoint = to;
        }

        @Override
        public void ended(Transport from, EngineCloseReason reason, @Nullable Throwable cause) {
            if (from == transport) {
                end(state == State.CLOSING ? EngineCloseReason.FORCED_CLOSE : reason, cause);
            } else {
                upgrade.failed(from, cause);
            }
        }

        @Override
        public void upgraded(Transport candidate) {
            transport = candidate;
            if (readingPaused) {
                candidate.pauseReading(true);
            }
            memory.remember(true);
            events.upgraded(candidate.type());
            flush();
            closeIfFlushed();
        }

        @Override
        public void upgradeDropped(Transport candidate, @Nullable Throwable cause) {
            events.upgradeFailed(candidate.type(), cause);
            flush();
            closeIfFlushed();
        }
    }
}
