package io.jettio.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A connection under TLS, all of it on the driver's thread. Each makes a full handshake: sessions are not resumed. */
final class TlsWire extends Wire {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Tls tls;
    private final SSLEngine engine;
    private boolean secured;

    // Ciphertext: a record of which a part is missing, and what the channel has not taken.
    private ByteBuffer unread = NOTHING;
    private ByteBuffer unwritten = NOTHING;

    TlsWire(Owner owner, InetSocketAddress address, Selector selector, Tls tls) throws IOException {
        super(owner, address, selector);
        this.tls = tls;
        this.engine = tls.engine();
    }

    @Override
    void connected() throws IOException {
        engine.beginHandshake();
        handshake();
    }

    @Override
    boolean flush() throws IOException {
        if (unwritten.hasRemaining()) {
            channel.write(unwritten);
        }
        if (unwritten.hasRemaining()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
            return false;
        }
        unwritten = NOTHING;
        return true;
    }

    @Override
    int read(ByteBuffer in) throws IOException {
        ByteBuffer net = tls.in.clear().put(unread);
        int count = channel.read(net);
        net.flip();
        int before = in.position();
        boolean more = true;
        boolean closed = false;
        while (more && !closed) {
            SSLEngineResult result = engine.unwrap(net, in);
            switch (result.getStatus()) {
                case OK -> more = handshake() && net.hasRemaining();
                case BUFFER_UNDERFLOW -> more = false;
                case BUFFER_OVERFLOW -> throw new SSLException("a record of more than " + in.remaining() + " bytes");
                case CLOSED -> closed = true;
            }
        }
        unread = net.hasRemaining()
                ? ByteBuffer.allocate(net.remaining()).put(net).flip()
                : NOTHING;
        if (!secured && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
            secured = true;
            owner.opened();
        }
        int plain = in.position() - before;
        return plain == 0 && (closed || count < 0) ? -1 : plain;
    }

    /** Does what the handshake asks of this side; returns true when it is the other's turn, or nobody's. */
    private boolean handshake() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                        task.run();
                    }
                }
                case NEED_WRAP -> wrap(NOTHING);
                default -> {
                    return true;
                }
            }
        }
    }

    @Override
    int write(ByteBuffer from) throws IOException {
        int before = from.position();
        while (secured && from.hasRemaining() && !unwritten.hasRemaining()) {
            wrap(from);
        }
        if (from.hasRemaining()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
        return from.position() - before;
    }

    private void wrap(ByteBuffer from) throws IOException {
        ByteBuffer net = tls.out.clear();
        SSLEngineResult result = engine.wrap(from, net);
        if (result.getStatus() != SSLEngineResult.Status.OK) {
            throw new SSLException("TLS ended: " + result);
        }
        net.flip();
        if (!unwritten.hasRemaining()) {
            channel.write(net);
        }
        if (net.hasRemaining()) {
            unwritten = ByteBuffer.allocate(unwritten.remaining() + net.remaining())
                    .put(unwritten)
                    .put(net)
                    .flip();
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }
}
