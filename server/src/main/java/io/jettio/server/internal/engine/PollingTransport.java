package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.protocol.ProtocolException;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.protocol.engineio.PayloadCodec;
import io.jettio.server.engine.ConnectionError.Context;
import io.jettio.server.engine.EngineErrorCode;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.engine.ResponseHeaders;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session over HTTP long-polling: at most one GET, which is held until there is something to send, and one POST at a
 * time. A second of either ends the session.
 */
final class PollingTransport extends Transport {
    private static final int BATCH_BYTES = 1 << 20;
    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String BINARY = "application/octet-stream";

    private enum PostState {
        NONE,
        /** Its body is not read before the client has taken enough of what waits for it. */
        WAITING,
        /** Its body is being read. */
        READING,
        /** Its packets are being taken. */
        TAKING,
        /** Its packets are taken, and it is answered when handlers have caught up. */
        HELD
    }

    private final EngineSession session;
    private final EngineServerOptions options;
    private final PayloadCodec codec;
    private final boolean base64; // asked for in the handshake: it holds for the session

    // Guarded by the session's lock.
    private @Nullable Exchange poll;
    private @Nullable Exchange answering;
    private @Nullable Exchange post;
    private PostState postState = PostState.NONE;
    private boolean discarded;

    PollingTransport(EngineSession session, EngineServerOptions options) {
        this.session = session;
        this.options = options;
        this.codec = PayloadCodec.forVersion(session.version());
        this.base64 = session.handshake().query().containsKey("b64");
    }

    @Override
    EngineTransport kind() {
        return EngineTransport.POLLING;
    }

    @Override
    int batchBytes() {
        return BATCH_BYTES;
    }

    @Override
    boolean ready() {
        return poll != null && answering == null;
    }

    @Override
    boolean begin() {
        if (!ready()) {
            return false;
        }
        answering = poll;
        poll = null;
        return true;
    }

    @Override
    void end() {
        answering = null;
    }

    @Override
    boolean busy() {
        return answering != null;
    }

    /** Whether a poll waits for something to send; under the session's lock. */
    boolean hasPoll() {
        return poll != null;
    }

    @Override
    boolean write(Outbox.Batch batch) {
        Exchange exchange;
        synchronized (session) {
            exchange = answering;
        }
        if (exchange == null) {
            session.sender().notWritten(this, batch); // the session ended in between
            return false;
        }
        answer(exchange, batch.packets(), batch.compresses(), written -> {
            if (written) {
                session.sender().written(this, batch);
            } else {
                session.sender().notWritten(this, batch);
            }
        });
        return false;
    }

    private void answer(Exchange exchange, List<EnginePacket> batch, boolean compress, Consumer<Boolean> done) {
        Jsonp jsonp = exchange.jsonp();
        boolean binaryAllowed = session.version() == EngineVersion.V3
                && jsonp == null
                && !base64
                && !exchange.query().has("b64");
        Frame body = codec.encode(batch, binaryAllowed);
        String type = body instanceof Frame.Binary ? BINARY : TEXT;
        ResponseHeaders headers = new ResponseHeaders();
        if (jsonp != null) {
            body = jsonp.script(body);
            type = Jsonp.SCRIPT;
            headers.set("X-Content-Type-Options", "nosniff");
        }
        if (compress) {
            body = exchange.compressed(body, headers);
        }
        exchange.respond(200, type, body, headers, done);
    }

    /** Takes the handshake's own request, which is answered like a poll. */
    void hold(Exchange handshake) {
        synchronized (session) {
            poll = handshake;
        }
    }

    /** A GET came: it is held until there is something to send. */
    void onPoll(Exchange exchange) {
        boolean taken;
        boolean overlap;
        synchronized (session) {
            overlap = poll != null;
            taken = !overlap && !discarded && !session.closed();
            if (taken) {
                poll = exchange;
            }
        }
        if (taken) {
            session.sender().flushUnlessDeferred();
            return;
        }
        if (overlap) {
            session.transportFailed(this);
        }
        exchange.refuse(EngineErrorCode.BAD_REQUEST, overlap ? Context.OVERLAP : Context.TRANSPORT_MISMATCH);
    }

    /**
     * A POST came: its packets are taken before it is answered. One that comes while the client does not take what waits
     * for it, waits unread; the one before was answered, so that a client that polls only then is not stuck.
     */
    void onPost(Exchange exchange) {
        boolean overlap;
        boolean waits = false;
        synchronized (session) {
            overlap = postState != PostState.NONE || discarded;
            if (!overlap) {
                post = exchange;
                waits = !session.takesPosts();
                postState = waits ? PostState.WAITING : PostState.READING;
            }
        }
        if (overlap) {
            session.transportFailed(this);
            exchange.refuse(EngineErrorCode.BAD_REQUEST, Context.OVERLAP);
            return;
        }
        if (!waits) {
            readBody(exchange);
        }
    }

    private void readBody(Exchange exchange) {
        exchange.http().readBody(options.limits().maxPayloadBytes(), new PostBody(exchange));
    }

    private final class PostBody implements HttpExchange.BodyReader {
        private final Exchange exchange;

        PostBody(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void onBody(byte[] body) {
            if (!begin()) {
                return;
            }
            String type = exchange.header("content-type");
            boolean binary = type != null && type.toLowerCase(Locale.ROOT).startsWith(BINARY);
            try {
                Frame frame = exchange.jsonp() != null
                        ? Jsonp.payload(body)
                        : binary ? Frame.binary(body) : Frame.text(body, 0, body.length);
                take(codec.decode(frame, options.limits()));
            } catch (ProtocolException e) {
                session.receiver().parseError(e);
                end();
                exchange.refuse(EngineErrorCode.BAD_REQUEST, Context.NONE);
                return;
            }
            boolean hold;
            synchronized (session) {
                hold = session.holdsAnswers() && !session.closed(); // whose end has answered what was held
                if (hold) {
                    postState = PostState.HELD;
                } else {
                    forgetPost();
                }
            }
            if (!hold) {
                acknowledge(exchange);
            }
            session.upgrades().postTaken();
        }

        private void take(List<EnginePacket> packets) {
            for (EnginePacket packet : packets) {
                synchronized (session) {
                    if (discarded || session.closed()) {
                        return; // the rest of a batch goes with its session, and what an upgrade overtook with its
                        // transport
                    }
                }
                session.receiver().onPacket(packet);
            }
        }

        @Override
        public void onTooLarge() {
            if (!begin()) {
                return;
            }
            end();
            // The session ends behind the answer, so that the client does not first learn that it is gone.
            exchange.respond(
                    413,
                    "",
                    Frame.empty(),
                    new ResponseHeaders().set("Connection", "close"),
                    written -> session.receiver().bodyTooLarge());
        }

        @Override
        public void onFailure(Throwable failure) {
            if (!begin()) {
                return;
            }
            end();
            session.transportFailed(PollingTransport.this);
            exchange.refuse(EngineErrorCode.BAD_REQUEST, Context.NONE);
        }

        /** Whether the request still waits for this; its session's end may have answered it. */
        private boolean begin() {
            synchronized (session) {
                boolean waiting = postState == PostState.READING && post == exchange;
                if (waiting) {
                    postState = PostState.TAKING;
                }
                return waiting;
            }
        }

        private void end() {
            synchronized (session) {
                forgetPost();
            }
        }
    }

    /** Under the session's lock: whether the packets of a POST are still to be taken. */
    boolean takesPost() {
        return postState == PostState.READING || postState == PostState.TAKING;
    }

    /** Under the session's lock: another POST may come. */
    private void forgetPost() {
        post = null;
        postState = PostState.NONE;
    }

    private void acknowledge(Exchange exchange) {
        // A form is sent into a hidden frame, and a browser may offer text/plain there for download.
        String type = exchange.jsonp() == null ? TEXT : "text/html";
        exchange.respond(200, type, Frame.text("ok"), written -> {
            if (!written) {
                session.transportFailed(this);
            }
        });
    }

    @Override
    void readOn() {
        Exchange unread = null;
        boolean answer;
        synchronized (session) {
            answer = !session.holdsAnswers();
            if (postState == PostState.WAITING && session.takesPosts()) {
                unread = post;
                postState = PostState.READING;
            }
        }
        if (answer) {
            answerPost();
        }
        if (unread != null) {
            readBody(unread);
        }
    }

    /** Ends a POST whose packets are taken, if one is held. */
    void answerPost() {
        Exchange held;
        synchronized (session) {
            if (postState != PostState.HELD) {
                return;
            }
            held = post;
            forgetPost();
        }
        if (held != null) {
            acknowledge(held);
        }
    }

    /** Ends a poll that waits, so that the client can go over to the new transport. */
    void answerPoll(EnginePacket packet) {
        Exchange exchange;
        synchronized (session) {
            exchange = poll;
            poll = null;
        }
        if (exchange != null) {
            answer(exchange, List.of(packet), false, written -> {});
        }
    }

    /**
     * The session has gone over to the new transport. A client that keeps to the protocol waits for its poll before it
     * goes over; a poll that was sent afterwards and overtook the upgrade gets what it would have got had it not.
     */
    void refusePoll() {
        Exchange exchange;
        synchronized (session) {
            exchange = poll;
            poll = null;
        }
        if (exchange != null) {
            exchange.refuse(EngineErrorCode.BAD_REQUEST, Context.TRANSPORT_MISMATCH);
        }
    }

    /** Under the session's lock: from now on this transport takes nothing more. */
    void discard() {
        discarded = true;
    }

    @Override
    void terminate(boolean graceful) {
        Exchange unread = null;
        synchronized (session) {
            discarded = true;
            if (postState == PostState.WAITING || postState == PostState.READING) {
                unread = post;
                forgetPost();
            }
        }
        answerPoll(graceful ? EnginePacket.NOOP : EnginePacket.CLOSE);
        answerPost();
        if (unread != null) {
            // Its body may never come, and nobody waits for it any more.
            unread.refuse(EngineErrorCode.BAD_REQUEST, Context.NONE);
        }
    }
}
