package io.jettio.benchmarks.crowd;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives connections their source, port after port. Left to itself the system looks for a free port from somewhere on,
 * which takes it milliseconds once half of an address's ports are taken. Only on the crowd's thread.
 */
final class SourcePorts {
    private static final int FIRST = 10_000;
    private static final int COUNT = 50_000;
    private static final int TRIES = 1000;

    private final Map<InetAddress, Integer> given = new HashMap<>();

    void bind(SocketChannel channel, InetAddress source) throws IOException {
        for (int i = 1; ; i++) {
            int port = FIRST + given.merge(source, 1, Integer::sum) % COUNT;
            try {
                channel.bind(new InetSocketAddress(source, port));
                return;
            } catch (BindException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }
}
