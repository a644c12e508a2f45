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
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.protocol.engineio.PayloadCodec;
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

    private final Endpoint endpoint;
    private final EngineOptions options;
    private final HttpCarrier http;
    private final Strand strand;
    private final Owner owner;

    // Strand.
    private State state = State.NEW;
    private @Nullable String sid;
    private HttpCarrier.@Nullable Exchange poll;
    private HttpCarrier.@Nullable Exchange post;
    private boolean readingPaused;
    private boolean pollDelayed;
    private int emptyPolls;
    private long requests;
    private boolean closeSent;
    private @Nullable Runnable whenPaused;
    private @Nullable Runnable whenClosed;

    PollingTransport(Endpoint endpoint, EngineOptions options, HttpCarrier http, Strand strand, Owner owner) {
        this.endpoint = endpoint;
        this.options = options;
        this.http = http;
        this.strand = strand;
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
        poll = send(null, new HttpCarrier.Answer() {
            @Override
            public void answered(int status, byte[] body) {
                strand.execute(() -> polled(status, body));
            }

            @Override
            public void failed(Throwable cause) {
                strand.execute(() -> pollFailed(cause));
            }
        });
    }

    private void pollFailed(Throwable cause) {
        poll = null;
        if (state != State.CLOSING) {
            broken("polling: GET failed", cause);
        }
    }

    private void polled(int status, byte[] body) {
        poll = null;
        if (state == State.CLOSING || state == State.CLOSED) {
            return;
        }
        if (status != 200) {
            broken("polling: GET answered with HTTP status " + status, null);
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

    private void post(List<EnginePacket> packets) {
        post = send(CODEC.encode(packets, false), new HttpCarrier.Answer() {
            @Override
            public void answered(int status, byte[] body) {
                strand.execute(() -> posted(status));
            }

            @Override
            public void failed(Throwable cause) {
                strand.execute(() -> postFailed(cause));
            }
        });
    }

    private void posted(int status) {
        post = null;
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.CLOSING) {
            sendCloseOrFinish(status == 200);
            return;
        }
        if (status != 200) {
            broken("polling: POST answered with HTTP status " + status, null);
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
            broken("polling: POST failed", cause);
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

    private HttpCarrier.Exchange send(@Nullable Frame body, HttpCarrier.Answer answer) {
        String stamp = Long.toString(requests++, Character.MAX_RADIX);
        return http.send(
                new HttpCarrier.Request(
                        endpoint.request(TransportType.POLLING, sid, stamp),
                        options.headers(),
                        body,
                        options.limits().maxPayloadBytes()),
                answer);
    }

    private void broken(String what, @Nullable Throwable cause) {
        end(EngineCloseReason.TRANSPORT_ERROR, new EngineException(EngineException.Stage.HTTP, what, cause));
    }

    private void end(EngineCloseReason reason, @Nullable Throwable cause) {
        if (state != State.CLOSED) {
            abort();
            owner.ended(this, reason, cause);
        }
    }
}
