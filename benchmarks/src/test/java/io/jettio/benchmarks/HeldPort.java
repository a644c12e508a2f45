package io.jettio.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A port of the loopback that nobody listens at, and that nobody is given by chance: a socket is bound to it and does not
 * listen, so that connections are refused. A server that is told this port, and reuses addresses as Jetty does, may
 * listen at it meanwhile.
 */
public final class HeldPort implements AutoCloseable {
    private final Socket holder = new Socket();

    public HeldPort() {
        try {
            holder.setReuseAddress(true);
            holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int number() {
        return holder.getLocalPort();
    }

    /** The address of whoever listens at it. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + number());
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
