package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.EngineException;
import io.jettio.client.engine.EngineException.Stage;
import io.jettio.client.engine.EngineListener;
import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.EnginePacketListener;
import io.jettio.client.engine.EngineSocket;
import io.jettio.client.engine.TransportType;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.client.internal.concurrent.Threads;
import io.jettio.common.run.Lane;
import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.OpenData;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session as an application sees it: it hands over to the strand on the way in and to the lane on the way out. */
final class EngineSocketImpl implements EngineSocket {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSocketImpl.class);

    private final EngineSession session;
    private final Strand strand;
    private final Lane lane;
    private final OutboundLimit outbound;
    private final InboundGate inbound = new InboundGate(() -> false);
    private final EngineListener listener;
    private final @Nullable EnginePacketListener packets;
    private final Consumer<EngineSocketImpl> whenEnded;

    // Strand.
    private boolean readingPaused;
    private long accepted;
    private int unwritten;
    private final ArrayDeque<Flush> flushes = new ArrayDeque<>();
    private @Nullable Throwable ended;

    /** Waits until so many messages, counted from the first, are written. */
    private record Flush(long upTo, CompletableFuture<Void> done) {}

    EngineSocketImpl(
            Function<EngineEvents, EngineSession> sessions,
            EngineOptions options,
            Threads threads,
            EngineListener listener,
            Consumer<EngineSocketImpl> whenEnded) {
        this.strand = threads.strand();
        this.lane = new Lane(threads.handlers());
        this.outbound = new OutboundLimit(options);
        this.listener = listener;
        this.packets = listener instanceof EnginePacketListener each ? each : null;
        this.whenEnded = whenEnded;
        this.session = sessions.apply(new Events());
    }

    /** Strand. */
    void open() {
        session.open();
    }

    /** Strand. */
    void closeOnStrand() {
        session.close();
    }

    /** The client was closed before the session could begin. */
    void refuse() {
        session.abort(EngineCloseReason.FORCED_CLOSE, new EngineException(Stage.CLIENT, "the client is closed", null));
    }

    @Override
    public void send(Frame message) {
        Objects.requireNonNull(message, "message");
        if (!outbound.acquire(1, message.size())) {
            throw new IllegalStateException(
                    "send buffer is full: " + outbound.packets() + " packets, " + outbound.bytes() + " bytes");
        }
        strand.execute(() -> {
            accepted++;
            unwritten++;
            session.send(List.of(message));
        });
    }

    @Override
    public CompletionStage<Void> flush() {
        CompletableFuture<Void> flushed = new CompletableFuture<>();
        strand.execute(() -> {
            if (ended != null) {
                fail(flushed, ended);
            } else if (unwritten == 0 && session.writes()) {
                lane.execute(() -> flushed.complete(null));
            } else {
                flushes.add(new Flush(accepted, flushed));
            }
        });
        if (strand.hasStopped()) {
            fail(flushed, new EngineException(Stage.CLIENT, "the client is closed", null));
        }
        return flushed;
    }

    @Override
    public Optional<String> id() {
        return handshake().map(OpenData::sid);
    }

    @Override
    public Optional<OpenData> handshake() {
        return Optional.ofNullable(session.handshake());
    }

    @Override
    public TransportType transport() {
        return session.transportType();
    }

    @Override
    public boolean isOpen() {
        return session.isOpen();
    }

    @Override
    public long bufferedBytes() {
        return outbound.bytes();
    }

    @Override
    public void close() {
        strand.execute(session::close);
    }

    private void completeFlushes() {
        for (Flush next = flushes.peek(); next != null && next.upTo() <= accepted - unwritten; next = flushes.peek()) {
            CompletableFuture<Void> done = flushes.remove().done();
            lane.execute(() -> done.complete(null));
        }
    }

    private void fail(CompletableFuture<Void> flush, Throwable cause) {
        lane.execute(() -> flush.completeExceptionally(cause));
    }

    private void updateReading() {
        boolean pause = inbound.shouldPause(readingPaused);
        if (pause != readingPaused) {
            readingPaused = pause;
            session.pauseReading(pause);
        }
    }

    private void onLane(Runnable call) {
        lane.execute(() -> {
            try {
                call.run();
            } catch (Throwable failure) {
                LOG.warn("a listener of an Engine.IO session failed", failure);
            }
        });
    }

    private final class Events implements EngineEvents {
        @Override
        public void opened(OpenData handshake) {
            onLane(() -> listener.onOpen(EngineSocketImpl.this, handshake));
        }

        @Override
        public void message(Frame message) {
            inbound.queued(message.size());
            onLane(() -> {
                if (inbound.taken(message.size())) {
                    strand.execute(EngineSocketImpl.this::updateReading);
                }
                listener.onMessage(EngineSocketImpl.this, message);
            });
            updateReading();
        }

        @Override
        public void released(int packets, long bytes) {
            outbound.release(packets, bytes);
            unwritten -= packets;
            if (!flushes.isEmpty() && session.writes()) {
                completeFlushes();
            }
        }

        @Override
        public void pinged() {
            onLane(() -> listener.onPing(EngineSocketImpl.this));
        }

        @Override
        public void drained() {
            onLane(() -> listener.onDrain(EngineSocketImpl.this));
        }

        @Override
        public void received(EnginePacket packet) {
            if (packets != null) {
                onLane(() -> packets.onPacket(EngineSocketImpl.this, packet));
            }
        }

        @Override
        public void sending(List<EnginePacket> batch) {
            if (packets != null) {
                batch.forEach(packet -> onLane(() -> packets.onPacketSent(EngineSocketImpl.this, packet)));
            }
        }

        @Override
        public void upgrading(TransportType transport) {
            onLane(() -> listener.onUpgrading(EngineSocketImpl.this, transport));
        }

        @Override
        public void upgradeFailed(TransportType transport, @Nullable Throwable cause) {
            onLane(() -> listener.onUpgradeError(EngineSocketImpl.this, transport, Optional.ofNullable(cause)));
        }

        @Override
        public void upgraded(TransportType transport) {
            onLane(() -> listener.onUpgrade(EngineSocketImpl.this, transport));
        }

        @Override
        public void closed(EngineCloseReason reason, @Nullable Throwable cause) {
            Throwable why =
                    cause == null ? new EngineException(Stage.CLIENT, "the session ended: " + reason, null) : cause;
            ended = why;
            flushes.forEach(flush -> fail(flush.done(), why));
            flushes.clear();
            onLane(() -> listener.onClose(EngineSocketImpl.this, reason, Optional.ofNullable(cause)));
            whenEnded.accept(EngineSocketImpl.this);
        }
    }
}
