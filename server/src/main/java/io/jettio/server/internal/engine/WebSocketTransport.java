package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EnginePacketCodec;
import io.jettio.protocol.engineio.EnginePacketException;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.EngineTransport;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A session over a WebSocket: every packet is a message, every batch one write. */
final class WebSocketTransport extends Transport {
    private static final int BATCH_BYTES = 256 << 10;
    /** RFC 6455, section 7.4.1. */
    private static final int PROTOCOL_ERROR = 1002;

    private static final int NOT_UTF8 = 1007;

    private final EngineSession session;
    private final WebSocketChannel channel;
    private final EnginePacketCodec codec;
    private final boolean binaryAllowed;
    private boolean writing; // guarded by the session's lock
    private volatile int violationCode = PROTOCOL_ERROR; // by the reading thread, before it ends the session

    /**
     * A transport over an open WebSocket.
     *
     * @param binaryAllowed whether the request was without {@code b64}, by which a version 3 client asks for text only
     */
    WebSocketTransport(EngineSession session, WebSocketChannel channel, boolean binaryAllowed) {
        this.session = session;
        this.channel = channel;
        this.codec = EnginePacketCodec.forVersion(session.version());
        this.binaryAllowed = binaryAllowed || session.version() == EngineVersion.V4;
    }

    @Override
    EngineTransport kind() {
        return EngineTransport.WEBSOCKET;
    }

    @Override
    int batchBytes() {
        return BATCH_BYTES;
    }

    @Override
    boolean ready() {
        return !writing;
    }

    @Override
    boolean begin() {
        if (writing) {
            return false;
        }
        writing = true;
        return true;
    }

    @Override
    void end() {
        writing = false;
    }

    @Override
    boolean busy() {
        return writing;
    }

    @Override
    boolean write(Outbox.Batch batch) {
        Sent sent = new Sent(batch);
        List<EnginePacket> packets = batch.packets();
        for (int i = 0; i < packets.size(); i++) {
            channel.add(codec.encode(packets.get(i), binaryAllowed), batch.compresses(i));
        }
        channel.flush(sent::done);
        return sent.doneBeforeReturn();
    }

    private void failedUnless(boolean written) {
        if (!written) {
            session.transportFailed(this);
        }
    }

    /** Answers the probe of an upgrade, which is not yet the session's traffic. */
    void sendProbe(EnginePacket packet) {
        channel.add(codec.encode(packet), false);
        channel.flush(this::failedUnless);
    }

    EnginePacket decode(Frame frame) {
        try {
            return codec.decode(frame);
        } catch (EnginePacketException e) {
            if (frame instanceof Frame.Text && !isUtf8(frame)) {
                violationCode = NOT_UTF8;
            }
            throw e;
        }
    }

    /** Only on the way to closing, so it need not be fast. */
    private static boolean isUtf8(Frame text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(text.buffer());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Override
    void terminate(boolean graceful) {
        if (graceful) {
            channel.close(1000);
            channel.resume(); // the peer's answer to it has to be read
        } else if (session.closingFor() == EngineCloseReason.PARSE_ERROR) {
            channel.fail(violationCode); // behind what is being written, so that the peer learns what it did
        } else {
            channel.close(violationCode);
            channel.abort();
        }
    }

    @Override
    void readOn() {
        if (session.mayReadOn()) {
            channel.resume();
        }
    }

    /** One batch on its way: done inside {@code write}, or later. */
    private final class Sent {
        private static final int SENDING = 0;
        private static final int DONE_EARLY = 1;
        private static final int RETURNED = 2;

        private final AtomicInteger state = new AtomicInteger(SENDING);
        private final Outbox.Batch batch;

        Sent(Outbox.Batch batch) {
            this.batch = batch;
        }

        void done(boolean written) {
            if (!written) {
                session.sender().notWritten(WebSocketTransport.this, batch);
            } else if (!state.compareAndSet(SENDING, DONE_EARLY)) {
                session.sender().written(WebSocketTransport.this, batch);
            }
        }

        boolean doneBeforeReturn() {
            return !state.compareAndSet(SENDING, RETURNED);
        }
    }
}
