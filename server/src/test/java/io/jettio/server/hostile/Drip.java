package io.jettio.server.hostile;

import io.jettio.server.hooks.RawPeer;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends a text byte by byte, one in a twentieth of a second, until the connection is cut or the text is through. */
final class Drip implements AutoCloseable {
    private final RawPeer peer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    Drip(RawPeer peer, String text) {
        this.peer = peer;
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        int[] sent = {0};
        var unused = clock.scheduleAtFixedRate(
                () -> {
                    if (sent[0] == bytes.length) {
                        throw new IllegalStateException("all is sent");
                    }
                    try {
                        peer.send(new byte[] {bytes[sent[0]++]});
                    } catch (UncheckedIOException e) {
                        throw new IllegalStateException("the connection was cut", e); // ends the schedule
                    }
                },
                0,
                50,
                TimeUnit.MILLISECONDS);
    }

    /** What the server says until it ends the connection. */
    String readToEnd() {
        return peer.readToEnd();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
