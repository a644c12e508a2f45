package io.jettio.client.internal.jetty;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;

/**
 * Makes connections that Jetty's selecting thread reads itself, since nothing that follows from an answer of ours blocks:
 * another thread would have to be woken for each, and that one would have to wake the selecting thread. Where TLS is read,
 * Jetty's other threads do, since to judge a certificate takes its time.
 */
final class ReadingConnector extends ClientConnector {
    @Override
    protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
        return channel instanceof SocketChannel socket
                ? new ReadEndPoint(socket, selector, key, getScheduler())
                : super.newEndPoint(channel, selector, key);
    }
}
