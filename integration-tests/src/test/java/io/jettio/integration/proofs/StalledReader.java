package io.jettio.integration.proofs;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A client that answers pings and reads nothing: over a WebSocket no frame, over polling not the body of its GET. Its
 * pongs go out unasked, since it does not see the pings.
 */
final class StalledReader implements Closeable {
    private static final int RECEIVE_BUFFER = 4 << 10;
    private static final int PONG_MILLIS = 200;

    private final Closeable connections;
    private final ScheduledFuture<?> pongs;

    private interface Pong {
        void send() throws IOException;
    }

    private StalledReader(Closeable connections, ScheduledExecutorService timer, Pong pong) {
        this.connections = connections;
        this.pongs = timer.scheduleAtFixedRate(
                () -> {
                    try {
                        pong.send();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException("the session is over", e); // no further pong
                    }
                },
                PONG_MILLIS,
                PONG_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    static StalledReader overWebSocket(int port, String path, ScheduledExecutorService timer) throws IOException {
        Wire wire = RawEngine.webSocket(port, path, RECEIVE_BUFFER);
        return new StalledReader(wire, timer, () -> wire.write(Wire.text("3")));
    }

    static StalledReader overPolling(int port, String path, ScheduledExecutorService timer) throws IOException {
        RawEngine engine = RawEngine.open(port, path, RECEIVE_BUFFER);
        engine.polls().write(engine.pollRequest());
        return new StalledReader(engine, timer, () -> engine.post(List.of("3")));
    }

    @Override
    public void close() throws IOException {
        pongs.cancel(false);
        connections.close();
    }
}
