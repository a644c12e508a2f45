package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.EngineException;
import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.TransportType;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.protocol.Frame;
import io.jettio.protocol.ProtocolException;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketCodec;
import io.jettio.protocol.engineio.EnginePacketType;
import io.jettio.protocol.engineio.EngineVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WebSocket: one message for each packet. It is both a session's first transport and the candidate of an upgrade. */
final class WebSocketTransport implements Transport {
    private static final EnginePacketCodec CODEC = EnginePacketCodec.forVersion(EngineVersion.V4);
    private static final int MESSAGE_TOO_BIG = 1009;

    private enum State {
        NEW,
        OPENING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private final Endpoint endpoint;
    private final EngineOptions options;
    private final WebSocketCarrier carrier;
    private final Strand strand;
    private final Owner owner;
    private final @Nullable String sid;

    // Strand.
    private State state = State.NEW;
    private WebSocketCarrier.@Nullable Connection connection;
    private int writes;
    private @Nullable Runnable whenClosed;

    /** A transport; {@code sid} names the session to upgrade, null opens a new one. */
    WebSocketTransport(
            Endpoint endpoint,
            EngineOptions options,
            WebSocketCarrier carrier,
            Strand strand,
            Owner owner,
            @Nullable String sid) {
        this.endpoint = endpoint;
        this.options = options;
        this.carrier = carrier;
        this.strand = strand;
        this.owner = owner;
        this.sid = sid;
    }

    @Override
    public TransportType type() {
        return TransportType.WEBSOCKET;
    }

    @Override
    public void open() {
        state = State.OPENING;
        connection = carrier.connect(
                new WebSocketCarrier.Request(
                        endpoint.request(TransportType.WEBSOCKET, sid, null),
                        options.headers(),
                        options.limits().maxPayloadBytes()),
                new WebSocketCarrier.Listener() {
                    @Override
                    public void opened() {
                        strand.execute(WebSocketTransport.this::opened);
                    }

                    @Override
                    public void message(Frame message) {
                        strand.execute(() -> received(message));
                    }

                    @Override
                    public void closed(int code) {
                        strand.execute(() -> peerClosed(code));
                    }

                    @Override
                    public void failed(Throwable cause) {
                        strand.execute(() -> broken(cause));
                    }
                });
    }

    private WebSocketCarrier.Connection connection() {
        if (connection == null) {
            throw new IllegalStateException("not opened");
        }
        return connection;
    }

    private void opened() {
        if (state == State.OPENING) {
            state = State.OPEN;
            owner.opened(this);
        }
    }

    private void received(Frame message) {
        connection().consumed(message.size());
        if (state != State.OPEN) {
            return;
        }
        EnginePacket packet;
        try {
            packet = CODEC.decode(message);
        } catch (ProtocolException malformed) {
            end(EngineCloseReason.PARSE_ERROR, malformed);
            return;
        }
        if (packet.type() == EnginePacketType.CLOSE) {
            end(EngineCloseReason.TRANSPORT_CLOSE, null);
        } else {
            owner.packet(this, packet);
        }
    }

    @Override
    public boolean isWritable() {
        return state == State.OPEN && writes == 0;
    }

    @Override
    public void write(List<EnginePacket> packets) {
        List<Frame> frames = new ArrayList<>(packets.size());
        for (EnginePacket packet : packets) {
            frames.add(CODEC.encode(packet));
        }
        writes++;
        connection().send(frames, failure -> strand.execute(() -> written(failure)));
    }

    private void written(@Nullable Throwable failure) {
        writes--;
        if (failure != null) {
            broken(failure);
        } else if (state == State.OPEN && writes == 0) {
            owner.written(this);
        }
    }

    @Override
    public void pauseReading(boolean paused) {
        connection().pauseReading(paused);
    }

    @Override
    public void close(Runnable done) {
        state = State.CLOSING;
        whenClosed = done;
        connection().close();
    }

    @Override
    public void abort() {
        state = State.CLOSED;
        if (connection != null) {
            connection.abort();
        }
    }

    private void peerClosed(int code) {
        if (code == MESSAGE_TOO_BIG) {
            end(
                    EngineCloseReason.PARSE_ERROR,
                    new EngineException(EngineException.Stage.LIMIT, "websocket: message too big", null));
        } else {
            end(EngineCloseReason.TRANSPORT_CLOSE, null);
        }
    }

    private void broken(Throwable cause) {
        end(
                EngineCloseReason.TRANSPORT_ERROR,
                new EngineException(EngineException.Stage.TCP, "websocket: " + describe(cause), cause));
    }

    private String describe(Throwable cause) {
        return state == State.OPENING ? "could not connect: " + cause.getMessage() : "the connection failed";
    }

    private void end(EngineCloseReason reason, @Nullable Throwable cause) {
        State before = state;
        if (before == State.CLOSED) {
            return;
        }
        abort();
        Runnable done = whenClosed;
        if (before == State.CLOSING && done != null) {
            done.run();
        } else {
            owner.ended(this, reason, cause);
        }
    }
}
