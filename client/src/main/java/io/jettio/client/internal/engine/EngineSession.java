package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.EngineException;
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

    private final Endpoint endpoint;
    private final EngineOptions options;
    private final Carriers carriers;
    private final Strand strand;
    private final UpgradeMemory memory;
    private final EngineEvents events;
    private final Transport.Owner owner = new TransportOwner();

    // Strand; the two volatile ones are read by other threads.
    private volatile State state = State.OPENING;
    private volatile Transport transport;
    private @Nullable Upgrade upgrade;
    private final WriteBuffer buffer = new WriteBuffer();
    private @Nullable Heartbeat heartbeat;
    private int maxPayload;
    private boolean transportClosing;
    private boolean readingPaused;
    private Strand.@Nullable Timer openTimer;
    private Strand.@Nullable Timer closeTimer;

    /**
     * Makes a session; {@link #open()} starts it.
     *
     * @param endpoint where the server is
     * @param options how the session behaves
     * @param carriers carry the bytes
     * @param strand where everything happens
     * @param memory of upgrades
     * @param events told what happens, on the strand
     */
    public EngineSession(
            Endpoint endpoint,
            EngineOptions options,
            Carriers carriers,
            Strand strand,
            UpgradeMemory memory,
            EngineEvents events) {
        this.endpoint = endpoint;
        this.options = options;
        this.carriers = carriers;
        this.strand = strand;
        this.memory = memory;
        this.events = events;
        this.transport = newTransport(firstTransport(), null);
    }

    private TransportType firstTransport() {
        boolean skipPolling = options.rememberUpgrade()
                && memory.succeeded()
                && options.transports().contains(TransportType.WEBSOCKET);
        return skipPolling ? TransportType.WEBSOCKET : options.transports().get(0);
    }

    private Transport newTransport(TransportType type, @Nullable String sid) {
        return type == TransportType.POLLING
                ? new PollingTransport(endpoint, options, carriers.http(), strand, owner)
                : new WebSocketTransport(endpoint, options, carriers.webSocket(), strand, owner, sid);
    }

    /** Starts the handshake. */
    public void open() {
        openTimer = strand.after(
                options.connectTimeout(),
                () -> end(
                        EngineCloseReason.TRANSPORT_ERROR,
                        new EngineException(
                                EngineException.Stage.HTTP, "no handshake within " + options.connectTimeout(), null)));
        transport.open();
    }

    /**
     * {@return the transport in use} Any thread.
     */
    public TransportType transportType() {
        return transport.type();
    }

    /**
     * {@return whether messages are sent and received} Any thread.
     */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /**
     * {@return whether what is sent now is written at once}
     */
    public boolean isWritable() {
        return state == State.OPEN && !buffer.hasWaiting() && transport.isWritable() && !isSwitching();
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
     * Ends the session at once.
     *
     * @param reason what to tell
     * @param cause what went wrong, or null
     */
    public void abort(EngineCloseReason reason, @Nullable Throwable cause) {
        end(reason, cause);
    }

    private void closeIfFlushed() {
        if (state == State.CLOSING
                && buffer.isEmpty()
                && transport.isWritable()
                && !isSwitching()
                && !transportClosing) {
            transportClosing = true;
            cancelUpgrade();
            transport.close(() -> end(EngineCloseReason.FORCED_CLOSE, null));
        }
    }

    private boolean isSwitching() {
        return upgrade != null && upgrade.isSwitching();
    }

    private void flush() {
        if ((state == State.OPEN || state == State.CLOSING)
                && buffer.hasWaiting()
                && transport.isWritable()
                && !isSwitching()) {
            boolean split = transport.type() == TransportType.POLLING && maxPayload > 0;
            transport.write(split ? buffer.takePayload(maxPayload) : buffer.takeAll());
        }
    }

    private void handshake(Frame data) {
        OpenData handshake;
        try {
            handshake = OpenData.parse(data);
        } catch (ProtocolException malformed) {
            end(EngineCloseReason.PARSE_ERROR, malformed);
            return;
        }
        long patience = handshake.pingIntervalMillis() + handshake.pingTimeoutMillis();
        if (transport instanceof PollingTransport polling) {
            polling.sid(handshake.sid());
        } else {
            memory.remember(true);
        }
        cancel(openTimer);
        maxPayload = handshake.maxPayload();
        heartbeat = new Heartbeat(strand, Duration.ofMillis(patience), this::pingMissing);
        heartbeat.beat();
        state = State.OPEN;
        events.opened(handshake);
        flush();
        startUpgrade(handshake);
    }

    private void startUpgrade(OpenData handshake) {
        if (state == State.OPEN
                && options.upgrade()
                && transport instanceof PollingTransport polling
                && options.transports().contains(TransportType.WEBSOCKET)
                && handshake.upgrades().contains(TransportType.WEBSOCKET.wireName())) {
            Transport candidate = newTransport(TransportType.WEBSOCKET, handshake.sid());
            upgrade = new Upgrade(polling, candidate, strand, options.upgradeTimeout(), new Upgrade.Owner() {
                @Override
                public void succeeded() {
                    upgrade = null;
                    switchTo(candidate);
                }

                @Override
                public void dropped() {
                    upgrade = null;
                    flush();
                    closeIfFlushed();
                }
            });
            upgrade.start();
        }
    }

    private void switchTo(Transport candidate) {
        transport = candidate;
        if (readingPaused) {
            candidate.pauseReading(true);
        }
        memory.remember(true);
        events.upgraded(candidate.type());
        flush();
        closeIfFlushed();
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
            default ->
                end(
                        EngineCloseReason.PARSE_ERROR,
                        new EngineException(EngineException.Stage.PROTOCOL, "unexpected " + packet.type(), null));
        }
    }

    private void ping() {
        events.pinged();
        if (heartbeat != null) {
            heartbeat.beat();
        }
        buffer.add(EnginePacket.PONG);
        flush();
    }

    private void pingMissing() {
        end(EngineCloseReason.PING_TIMEOUT, null);
    }

    private void end(EngineCloseReason reason, @Nullable Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.OPENING && transport.type() == TransportType.WEBSOCKET) {
            memory.remember(false);
        }
        state = State.CLOSED;
        cancel(openTimer);
        cancel(closeTimer);
        if (heartbeat != null) {
            heartbeat.stop();
        }
        cancelUpgrade();
        transport.abort();
        release(buffer.drop());
        events.closed(reason, cause);
    }

    private void cancelUpgrade() {
        if (upgrade != null) {
            upgrade.cancel();
            upgrade = null;
        }
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
    private final class TransportOwner implements Transport.Owner {
        @Override
        public void opened(Transport from) {
            if (upgrade != null && upgrade.isCandidate(from)) {
                upgrade.opened();
            }
        }

        @Override
        public void packet(Transport from, EnginePacket packet) {
            if (from == transport) {
                receivedGuarded(packet);
            } else if (upgrade != null && upgrade.isCandidate(from)) {
                upgrade.received(packet);
            }
        }

        @Override
        public void written(Transport from) {
            if (from == transport) {
                release(buffer.written());
                flush();
                closeIfFlushed();
            }
        }

        @Override
        public void ended(Transport from, EngineCloseReason reason, @Nullable Throwable cause) {
            if (from == transport) {
                end(state == State.CLOSING ? EngineCloseReason.FORCED_CLOSE : reason, cause);
            } else if (upgrade != null && upgrade.isCandidate(from)) {
                upgrade.failed();
            }
        }
    }
}
