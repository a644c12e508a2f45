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
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.protocol.engineio.PayloadCodec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HTTP long-polling: at most one GET and one POST under way. It can be paused for an upgrade, which lets both end and
 * starts no other.
 */
final class PollingTransport implements Transport {
    private static final PayloadCodec CODEC = PayloadCodec.forVersion(EngineVersion.V4);
    // A poll that brings nothing is normal during an upgrade. A server that goes on so is polled ever more slowly.
    private static final int FREE_EMPTY_POLLS = 16;
    private static final Duration FIRST_EMPTY_DELAY = Duration.ofMillis(10);
    private static final int MAX_EMPTY_SHIFT = 7;

    private enum State {
        NEW,
        OPENING,
        OPEN,
        PAUSING,
        PAUSED,
        CLOSING,
        CLOSED
    }

    private final EngineOptions options;
    private final PollingRequests requests;
    private final Strand strand;
    private final Owner owner;

    // Strand.
    private State state = State.NEW;
    private Endpoint endpoint;
    private @Nullable String sid;
    private HttpCarrier.@Nullable Exchange poll;
    private HttpCarrier.@Nullable Exchange post;
    private int redirects;
    private boolean readingPaused;
    private boolean pollDelayed;
    private int emptyPolls;
    private boolean closeSent;
    private @Nullable Runnable whenPaused;
    private @Nullable Runnable whenClosed;

    PollingTransport(Endpoint endpoint, EngineContext context, Owner owner) {
        this.endpoint = endpoint;
        this.options = context.options();
        this.requests = new PollingRequests(context);
        this.strand = context.strand();
        this.owner = owner;
    }

    @Override
    public TransportType type() {
        return TransportType.POLLING;
    }

    @Override
    public void open() {
        state = State.OPENING;
        poll();
    }

    /** The session id, known from the handshake on. */
    void sid(String value) {
        this.sid = value;
    }

    @Override
    public boolean isConnected() {
        HttpCarrier.Exchange first = poll;
        return first != null && first.isConnected();
    }

    @Override
    public boolean isWritable() {
        return state == State.OPEN && post == null;
    }

    @Override
    public void write(List<EnginePacket> packets) {
        post(packets);
    }

    @Override
    public void pauseReading(boolean paused) {
        readingPaused = paused;
        pollIfDue();
    }

    /** Lets the poll and the post under way end, starts no other, then runs {@code then}, unless ended before. */
    void pause(Runnable then) {
        state = State.PAUSING;
        whenPaused = then;
        // With reading stopped there is no poll that the server could end.
        pausedIfIdle();
    }

    /** Undoes {@link #pause}. */
    void resume() {
        if (state == State.PAUSING || state == State.PAUSED) {
            state = State.OPEN;
            whenPaused = null;
            pollIfDue();
        }
    }

    @Override
    public void close(Runnable done) {
        state = State.CLOSING;
        whenClosed = done;
        if (post == null) {
            sendCloseOrFinish(true);
        }
    }

    @Override
    public void abort() {
        state = State.CLOSED;
        if (poll != null) {
            poll.abort();
        }
        if (post != null) {
            post.abort();
        }
    }

    private void pollIfDue() {
        if (state == State.OPEN && poll == null && !readingPaused && !pollDelayed) {
            poll();
        }
    }

    private void poll() {
        poll = requests.send(endpoint, sid, null, new PollingRequests.Outcome() {
            @Override
            public void answered(URI uri, HttpCarrier.Response response) {
                polled(uri, response);
            }

            @Override
            public void failed(Throwable cause) {
                pollFailed(cause);
            }
        });
    }

    private void pollFailed(Throwable cause) {
        poll = null;
        if (state != State.CLOSING) {
            end(cause, "polling: GET failed");
        }
    }

    private void polled(URI uri, HttpCarrier.Response response) {
        poll = null;
        if (state == State.CLOSING || state == State.CLOSED) {
            return;
        }
        if (response.status() != 200) {
            if (state != State.OPENING || !redirected(uri, response)) {
                end(EngineCloseReason.TRANSPORT_ERROR, Failures.status("polling: GET", response));
            }
            return;
        }
        byte[] body = response.body();
        if (state == State.OPENING && Failures.isVersion3(body)) {
            end(EngineCloseReason.PARSE_ERROR, Failures.version3());
            return;
        }
        List<EnginePacket> packets;
        try {
            packets = CODEC.decode(Frame.text(body, 0, body.length), options.limits());
        } catch (ProtocolException malformed) {
            end(EngineCloseReason.PARSE_ERROR, malformed);
            return;
        }
        boolean empty = true;
        for (EnginePacket packet : packets) {
            if (state == State.OPENING) {
                if (packet.type() != EnginePacketType.OPEN) {
                    end(
                            EngineCloseReason.PARSE_ERROR,
                            new EngineException(
                                    EngineException.Stage.PROTOCOL,
                                    "polling: expected OPEN, got " + packet.type(),
                                    null));
                    return;
                }
                state = State.OPEN;
                owner.opened(this);
            }
            empty &= packet.type() == EnginePacketType.NOOP;
            if (packet.type() == EnginePacketType.CLOSE) {
                end(EngineCloseReason.TRANSPORT_CLOSE, null);
                return;
            }
            owner.packet(this, packet);
            if (state == State.CLOSED || state == State.CLOSING) {
                return;
            }
        }
        pausedIfIdle();
        emptyPolls = empty ? emptyPolls + 1 : 0;
        if (emptyPolls > FREE_EMPTY_POLLS) {
            delayPoll();
        }
        pollIfDue();
    }

    private void delayPoll() {
        pollDelayed = true;
        int shift = Math.min(emptyPolls - FREE_EMPTY_POLLS, MAX_EMPTY_SHIFT);
        strand.after(FIRST_EMPTY_DELAY.multipliedBy(1L << shift), () -> {
            pollDelayed = false;
            pollIfDue();
        });
    }

    /** Goes where a redirect leads to, where that is allowed. */
    private boolean redirected(URI uri, HttpCarrier.Response response) {
        Endpoint next = Redirect.follow(options, endpoint, uri, response, redirects++);
        if (next == null) {
            return false;
        }
        endpoint = next;
        owner.moved(this, next);
        poll();
        return true;
    }

    private void post(List<EnginePacket> packets) {
        post = requests.send(endpoint, sid, CODEC.encode(packets, false), new PollingRequests.Outcome() {
            @Override
            public void answered(URI uri, HttpCarrier.Response response) {
                posted(response);
            }

            @Override
            public void failed(Throwable cause) {
                postFailed(cause);
            }
        });
    }

    private void posted(HttpCarrier.Response response) {
        post = null;
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.CLOSING) {
            sendCloseOrFinish(response.status() == 200);
            return;
        }
        if (response.status() != 200) {
            end(EngineCloseReason.TRANSPORT_ERROR, Failures.status("polling: POST", response));
            return;
        }
        owner.written(this);
        pausedIfIdle();
    }

    /** Behind the write that was under way goes the CLOSE packet, once; its answer ends the transport. */
    private void sendCloseOrFinish(boolean useful) {
        if (useful && !closeSent) {
            closeSent = true;
            post(List.of(EnginePacket.CLOSE));
        } else {
            finishClose();
        }
    }

    private void finishClose() {
        Runnable done = whenClosed;
        abort();
        if (done != null) {
            done.run();
        }
    }

    private void postFailed(Throwable cause) {
        post = null;
        if (state == State.CLOSING) {
            finishClose();
        } else {
            end(cause, "polling: POST failed");
        }
    }

    private void pausedIfIdle() {
        Runnable then = whenPaused;
        if (state == State.PAUSING && poll == null && post == null && then != null) {
            state = State.PAUSED;
            whenPaused = null;
            then.run();
        }
    }

    private void end(Throwable cause, String what) {
        EngineException failure = Failures.network(what, Stage.TCP, cause);
        end(Failures.reason(failure), failure);
    }

    private void end(EngineCloseReason reason, @Nullable Throwable cause) {
        if (state != State.CLOSED) {
            abort();
            owner.ended(this, reason, cause);
        }
    }
}
