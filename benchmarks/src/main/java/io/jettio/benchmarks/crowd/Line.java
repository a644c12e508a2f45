package io.jettio.benchmarks.crowd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One TCP connection that does not block. Only on the crowd's thread. */
final class Line {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Whose connection it is. Whatever it throws ends its lines. */
    interface Owner {
        /**
         * Reads on; what is left in the buffer comes again with what follows.
         *
         * @param line the connection
         * @param in what has come
         * @throws IOException if it is not what a server should send
         */
        void read(Line line, ByteBuffer in) throws IOException;

        /**
         * The connection is of no use any more.
         *
         * @param reason for the report, without anything that differs from client to client
         */
        void broken(String reason);
    }

    private final Owner owner;
    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer unread = NOTHING;
    private ByteBuffer unsent = NOTHING;

    Line(Owner owner, SourcePorts ports, InetAddress source, InetSocketAddress server, Selector selector)
            throws IOException {
        this.owner = owner;
        channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            ports.bind(channel, source);
            boolean connected = channel.connect(server);
            key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Does what the selector found, and tells the owner when that fails. */
    void ready(ByteBuffer in) {
        try {
            if (key.isValid() && key.isConnectable() && channel.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                flush();
            }
            if (key.isValid() && key.isWritable()) {
                key.interestOps(SelectionKey.OP_READ);
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read(in);
            }
        } catch (IOException | IllegalStateException e) {
            owner.broken(String.valueOf(e.getMessage()));
        }
    }

    private void read(ByteBuffer in) throws IOException {
        in.clear().put(unread);
        unread = NOTHING;
        int count = channel.read(in);
        if (count < 0) {
            throw new IOException("the server closed the connection");
        }
        owner.read(this, in.flip());
        if (in.hasRemaining() && channel.isOpen()) {
            unread = ByteBuffer.allocate(in.remaining()).put(in).flip();
        }
    }

    /** Writes as much as fits now, and the rest when there is room. */
    void write(byte[] bytes) throws IOException {
        if (unsent.hasRemaining()) {
            unsent = ByteBuffer.allocate(unsent.remaining() + bytes.length)
                    .put(unsent)
                    .put(bytes)
                    .flip();
            return;
        }
        unsent = ByteBuffer.wrap(bytes);
        flush();
    }

    private void flush() throws IOException {
        if (channel.isConnected() && unsent.hasRemaining()) {
            channel.write(unsent);
            if (unsent.hasRemaining()) {
                key.interestOpsOr(SelectionKey.OP_WRITE);
            } else {
                unsent = NOTHING;
            }
        }
    }

    /** Closes at once, without a port that waits. */
    void abort() {
        try {
            if (channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("a connection cannot be closed", e);
        }
    }
}
