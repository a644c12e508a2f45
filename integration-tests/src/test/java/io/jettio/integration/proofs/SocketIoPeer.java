package io.jettio.integration.proofs;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * A Socket.IO client that keeps to Engine.IO's rules and has none of Socket.IO's: it sends packets as it is told, one
 * after the other, and hands over what comes. One thread sends and one receives; neither waits for the other.
 */
public final class SocketIoPeer implements Closeable {
    /** What carries the packets. */
    public enum Kind {
        POLLING,
        WEBSOCKET,
        /** Polling until {@link #upgrade()}. */
        UPGRADING
    }

    private static final int MOST_IN_A_POST = 1_000;
    private static final String LEAVING = "1";
    private static final String ATTACHMENT = "b";

    private final RawEngine engine;
    private final Consumer<String> packets;
    private final Consumer<Throwable> failures;
    private final Crossing crossing = new Crossing();
    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final LongAdder overPolling = new LongAdder();
    private volatile boolean leaving;

    private SocketIoPeer(RawEngine engine, Consumer<String> packets, Consumer<Throwable> failures) {
        this.engine = engine;
        this.packets = packets;
        this.failures = failures;
    }

    /**
     * Opens a connection and asks for the main namespace.
     *
     * @param packets gets each Socket.IO packet, and each attachment as {@code b} and its base64, on one thread
     * @param failures gets what goes wrong, also in {@code packets}
     */
    public static SocketIoPeer join(
            Kind kind,
            int port,
            String path,
            ExecutorService threads,
            Consumer<String> packets,
            Consumer<Throwable> failures)
            throws IOException {
        SocketIoPeer peer =
                new SocketIoPeer(kind == Kind.WEBSOCKET ? null : RawEngine.open(port, path), packets, failures);
        if (kind == Kind.WEBSOCKET) {
            peer.crossing.goOver(RawEngine.webSocket(port, path, 0));
        }
        peer.running.add(threads.submit(() -> peer.guarded(peer::sendAll)));
        peer.running.add(threads.submit(() -> peer.guarded(peer::receiveAll)));
        peer.send("0");
        return peer;
    }

    /** Sends a Socket.IO packet after those before. Never waits. */
    public void send(String packet) {
        outgoing.add("4" + packet);
    }

    /** Sends a binary packet with its one attachment after those before. Never waits. */
    public void send(String packet, byte[] attachment) {
        outgoing.add("4" + packet);
        outgoing.add(ATTACHMENT + Base64.getEncoder().encodeToString(attachment));
    }

    /** How many packets and attachments came over polling. */
    long overPolling() {
        return overPolling.sum();
    }

    /** Upgrades while packets go both ways, and returns when the WebSocket has taken over. */
    public void upgrade() throws IOException, InterruptedException {
        Wire wire = engine.candidate();
        try {
            wire.write(engine.upgradeRequest());
            int status = wire.readAnswer().status();
            if (status != 101) {
                throw new IOException("a candidate is answered with " + status);
            }
            wire.write(Wire.text("2probe"));
            String pong = wire.readText();
            if (!pong.equals("3probe")) {
                throw new IOException("the probe is answered with " + pong);
            }
            crossing.pause();
            wire.write(Wire.text("5"));
        } catch (IOException e) {
            wire.close();
            crossing.resume();
            throw e;
        }
        crossing.goOver(wire);
    }

    private interface Doing {
        void run() throws IOException, InterruptedException;
    }

    private void guarded(Doing doing) {
        try {
            doing.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.accept(e);
        } catch (IOException | RuntimeException | Error e) {
            if (!leaving) {
                failures.accept(e);
            }
        }
    }

    private void sendAll() throws IOException, InterruptedException {
        List<String> batch = new ArrayList<>();
        while (!batch.contains(LEAVING)) {
            batch.clear();
            batch.add(outgoing.take());
            outgoing.drainTo(batch, MOST_IN_A_POST - 1);
            Wire over = crossing.begin();
            if (over != null) {
                for (String packet : batch) {
                    over.write(
                            packet.startsWith(ATTACHMENT)
                                    ? Wire.frame(
                                            Wire.BINARY, Base64.getDecoder().decode(packet.substring(1)))
                                    : Wire.text(packet));
                }
                continue;
            }
            try {
                engine.post(batch);
            } finally {
                crossing.done();
            }
        }
    }

    private void receiveAll() throws IOException, InterruptedException {
        if (engine != null) {
            engine.first().forEach(this::receive);
        }
        while (!leaving) {
            Wire over = crossing.begin();
            if (over != null) {
                receive(over.readPacket());
                continue;
            }
            try {
                for (String packet : engine.poll()) {
                    overPolling.increment();
                    receive(packet);
                }
            } finally {
                crossing.done();
            }
        }
    }

    private void receive(String packet) {
        switch (packet.charAt(0)) {
            case '4' -> packets.accept(packet.substring(1));
            case 'b' -> packets.accept(packet);
            case '2' -> outgoing.add("3" + packet.substring(1));
            case '6' -> {}
            default -> {
                if (!leaving) {
                    throw new AssertionError("not expected: " + packet);
                }
            }
        }
    }

    /** Breaks the connections off, as TCP tells a reset. */
    public void reset() throws IOException {
        leaving = true;
        if (engine != null) {
            engine.reset();
        }
        Wire webSocket = crossing.webSocket();
        if (webSocket != null) {
            webSocket.reset();
        }
    }

    /** Ends the session as a client does, and waits until nothing runs any more. */
    @Override
    public void close() throws IOException {
        leaving = true;
        outgoing.add(LEAVING);
        try {
            for (Future<?> thread : running) {
                thread.get(60, TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            failures.accept(e);
        }
        if (engine != null) {
            engine.close();
        }
        Wire webSocket = crossing.webSocket();
        if (webSocket != null) {
            webSocket.close();
        }
    }
}
