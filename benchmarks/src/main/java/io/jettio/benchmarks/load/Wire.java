package io.jettio.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** The bytes of one TCP connection of the driver, without blocking. Only on the driver's thread. */
class Wire {
    /** Whoever the bytes are for. */
    interface Owner {
        /** The connection is there; from now on the owner may write. */
        void opened() throws IOException;

        /**
         * There is something to read.
         *
         * @param in to read into; what it holds is nobody's
         */
        void readable(ByteBuffer in) throws IOException;

        /** What {@link #write} left over may be written now. */
        void writable() throws IOException;
    }

    final SocketChannel channel;
    final SelectionKey key;
    final Owner owner;
    private boolean connected;

    Wire(Owner owner, InetSocketAddress address, Selector selector) throws IOException {
        this.owner = owner;
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // Where it connects at once, being writable tells it, so that the owner hears of it from the loop, too.
        int first = channel.connect(address) ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
        key = channel.register(selector, first, this);
    }

    final void ready(ByteBuffer in) throws IOException {
        if (!connected) {
            if (channel.finishConnect()) {
                connected = true;
                key.interestOps(SelectionKey.OP_READ);
                connected();
            }
            return;
        }
        if (key.isWritable()) {
            key.interestOps(SelectionKey.OP_READ);
            if (flush()) {
                owner.writable();
            }
        }
        if (key.isValid() && key.isReadable()) {
            owner.readable(in);
        }
    }

    void connected() throws IOException {
        owner.opened();
    }

    /** Writes what an earlier write took and could not pass on; tells whether it is gone. */
    boolean flush() throws IOException {
        return true;
    }

    /** Reads once. Returns how many bytes came, -1 at the end. */
    int read(ByteBuffer in) throws IOException {
        return channel.read(in);
    }

    /** Writes what can be written now, and returns how much; the owner hears when there is room for the rest. */
    int write(ByteBuffer from) throws IOException {
        int written = channel.write(from);
        if (from.hasRemaining()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
        return written;
    }

    /** Whether a write would not take anything now. */
    final boolean isBlocked() {
        return !connected || (key.interestOps() & SelectionKey.OP_WRITE) != 0;
    }

    final void close() throws IOException {
        channel.close();
    }

    /** Closes at once, without a port that waits. */
    final void abort() throws IOException {
        if (channel.isOpen()) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
        }
    }
}
