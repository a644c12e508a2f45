package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.EngineException;
import io.jettio.client.engine.EngineException.Stage;
import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.EngineRequest;
import io.jettio.client.engine.TransportType;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.protocol.Frame;
import io.jettio.protocol.ProtocolException;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketCodec;
import io.jettio.protocol.engineio.EnginePacketType;
import io.jettio.protocol.engineio.EngineVersion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** WebSocket: one message for each packet. It is both a session's first transport and the candidate of an upgrade. */
final class WebSocketTransport implements Transport {
    private static final EnginePacketCodec CODEC = EnginePacketCodec.forVersion(EngineVersion.V4);
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int MESSAGE_TOO_BIG = 1009;

    private enum State {
        NEW,
        OPENING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private final EngineOptions options;
    private final WebSocketCarrier carrier;
    private final Requests requests;
    private final Timestamps timestamps;
    private final Strand strand;
    private final Owner owner;
    private final @Nullable String sid;

    // Strand.
    private State state = State.NEW;
    private Endpoint endpoint;
    private Requests.@Nullable Waiting waiting;
    private int redirects;
    private WebSocketCarrier.@Nullable Connection connection;
    private int writes;
    private @Nullable Runnable whenClosed;

    /** A transport; {@code sid} names the session to upgrade, null opens a new one. */
    WebSocketTransport(Endpoint endpoint, EngineContext context, Owner owner, @Nullable String sid) {
        this.endpoint = endpoint;
        this.options = context.options();
        this.carrier = context.carriers().webSocket();
        this.requests = context.requests();
        this.timestamps = new Timestamps(options, TransportType.WEBSOCKET);
        this.strand = context.strand();
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
        URI uri = endpoint.request(TransportType.WEBSOCKET, sid, timestamps.next());
        EngineRequest request = new EngineRequest(TransportType.WEBSOCKET, "GET", uri);
        Requests.Waiting asking = new Requests.Waiting(
                headers -> connection = connect(request, headers),
                failure -> end(EngineCloseReason.TRANSPORT_ERROR, failure));
        waiting = asking;
        requests.headers(request, asking);
    }

    private WebSocketCarrier.Connection connect(EngineRequest request, Map<String, List<String>> headers) {
        return carrier.connect(
                new WebSocketCarrier.Request(
                        request.uri(),
                        headers,
                        options.limits().maxPayloadBytes(),
                        options.perMessageDeflate(),
                        options.protocols()),
                new WebSocketCarrier.Listener() {
                    @Override
                    public void opened(HttpCarrier.Headers answer) {
                        strand.executeHere(() -> WebSocketTransport.this.opened(request, answer));
                    }

                    @Override
                    public void refused(HttpCarrier.Response response) {
                        strand.executeHere(() -> WebSocketTransport.this.refused(request, response));
                    }

                    @Override
                    public void message(Frame message) {
                        strand.executeHere(() -> received(message));
                    }

                    @Override
                    public void closed(int code) {
                        strand.executeHere(() -> peerClosed(code));
                    }

                    @Override
                    public void failed(Throwable cause) {
                        strand.executeHere(() -> broken(cause));
                    }
                });
    }

    @Override
    public boolean isConnected() {
        return connection != null && connection.isConnected();
    }

    private WebSocketCarrier.Connection connection() {
        if (connection == null) {
            throw new IllegalStateException("not opened");
        }
        return connection;
    }

    private void opened(EngineRequest request, HttpCarrier.Headers answer) {
        if (state == State.OPENING) {
            requests.answered(request, SWITCHING_PROTOCOLS, answer);
            state = State.OPEN;
            owner.opened(this);
        }
    }

    private void refused(EngineRequest request, HttpCarrier.Response response) {
        if (state != State.OPENING) {
            return;
        }
        requests.answered(request, response.status(), response.headers());
        Endpoint next = Redirect.follow(options, endpoint, request.uri(), response, redirects++);
        if (next == null) {
            end(EngineCloseReason.TRANSPORT_ERROR, Failures.status("websocket: the handshake was", response));
        } else {
            endpoint = next;
            owner.moved(this, next);
            open();
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
            frames.add(CODEC.encode(packet, !options.forceBase64()));
        }
        writes++;
        connection().send(frames, failure -> strand.executeHere(() -> written(failure)));
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
        if (waiting != null) {
            waiting.giveUp();
        }
        if (connection != null) {
            connection.abort();
        }
    }

    private void peerClosed(int code) {
        if (code == MESSAGE_TOO_BIG) {
            end(EngineCloseReason.PARSE_ERROR, new EngineException(Stage.LIMIT, "websocket: message too big", null));
        } else {
            end(EngineCloseReason.TRANSPORT_CLOSE, null);
        }
    }

    private void broken(Throwable cause) {
        String what = state == State.OPENING ? "websocket: could not connect" : "websocket: the connection failed";
        EngineException failure = Failures.network(what, Stage.TCP, cause);
        end(Failures.reason(failure), failure);
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
