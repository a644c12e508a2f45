package io.jettio.integration.proofs;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A client that answers pings and reads nothing: over a WebSocket no frame, over polling not the body of its GET. Its
 * pongs go out unasked, since it does not see the pings.
 */
public final class StalledReader implements Closeable {
    private static final int RECEIVE_BUFFER = 4 << 10;
    private static final int PONG_MILLIS = 200;

    private final Closeable connections;
    private final Sender sender;
    private final Runnable reading;
    private final ScheduledFuture<?> pongs;

    private interface Sender {
        void send(String packet) throws IOException;
    }

    private StalledReader(Closeable connections, ScheduledExecutorService timer, Sender sender, Runnable reading) {
        this.connections = connections;
        this.sender = sender;
        this.reading = reading;
        this.pongs = timer.scheduleAtFixedRate(this::pong, PONG_MILLIS, PONG_MILLIS, TimeUnit.MILLISECONDS);
    }

    public static StalledReader overWebSocket(int port, String path, ScheduledExecutorService timer)
            throws IOException {
        Wire wire = RawEngine.webSocket(port, path, RECEIVE_BUFFER);
        return new StalledReader(wire, timer, packet -> wire.write(Wire.text(packet)), () -> {});
    }

    public static StalledReader overPolling(int port, String path, ScheduledExecutorService timer) throws IOException {
        RawEngine engine = RawEngine.open(port, path, RECEIVE_BUFFER);
        engine.polls().write(engine.pollRequest());
        return new StalledReader(engine, timer, packet -> engine.post(List.of(packet)), () -> drain(engine));
    }

    /** Takes what was not read until the session ends. */
    private static void drain(RawEngine engine) {
        try {
            List<String> packets = engine.readPoll();
            while (!packets.contains("6") && !packets.contains("1")) {
                packets = engine.poll();
            }
        } catch (IOException over) {
            // The server knows the session no more.
        }
    }

    private void pong() {
        if (!send("3")) {
            pongs.cancel(false);
        }
    }

    /** Whether the session still takes packets. */
    private synchronized boolean send(String packet) {
        try {
            sender.send(packet);
            return true;
        } catch (IOException over) {
            return false;
        }
    }

    /**
     * Ends the session, if the server has not done so, and the connections. Over polling the server does not read from who
     * takes nothing, so that all is read first; a session left behind would burden the server for the stall timeout.
     */
    @Override
    public void close() throws IOException {
        pongs.cancel(false);
        // Not in the common pool, which may have one thread only.
        CompletableFuture<Void> read =
                CompletableFuture.runAsync(reading, task -> new Thread(task, "stalled-reader").start());
        send("1");
        read.join();
        connections.close();
    }
}
