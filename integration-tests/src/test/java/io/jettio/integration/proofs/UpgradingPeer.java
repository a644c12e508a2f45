package io.jettio.integration.proofs;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A client that sends and receives numbered messages while it upgrades, and that keeps to the protocol: one poll and one
 * POST at a time, none after the probe was answered, and {@code 5} only when the last of both has ended.
 */
final class UpgradingPeer {
    private static final int MOST_IN_A_POST = 4;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** An upgrade that is tried when so many messages have arrived. */
    record Attempt(int afterMessages, Cut cut) {}

    /** How a session went to its end. */
    enum End {
        ON_POLLING,
        ON_WEBSOCKET,
        /** With the candidate that was cut after it had become the transport. */
        WITH_CANDIDATE
    }

    private final Traffic traffic;
    private final RawEngine engine;
    private final LongAdder overPolling;
    private final Crossing crossing = new Crossing();
    private volatile boolean mayBeLost;

    /** Opens the session; messages that come over polling, either way, are counted. */
    UpgradingPeer(int port, String path, Traffic traffic, LongAdder overPolling) throws IOException {
        this.traffic = traffic;
        this.overPolling = overPolling;
        this.engine = RawEngine.open(port, path);
    }

    /** Sends and receives everything, with these upgrades; whatever goes wrong is told to the traffic. */
    End run(List<Attempt> attempts, int allMessages, ExecutorService threads) throws Exception {
        Future<?> receiver = threads.submit(() -> guarded(this::receiveAll));
        Future<?> sender = threads.submit(() -> guarded(this::sendAll));
        guarded(() -> {
            for (Attempt attempt : attempts) {
                traffic.awaitArrived(attempt.afterMessages());
                upgradeUnlessRefused(attempt.cut());
            }
        });
        if (!attempts.get(attempts.size() - 1).cut().endsTheSession()) {
            traffic.release();
        }
        traffic.awaitArrived(allMessages);
        boolean complete = traffic.isComplete();
        traffic.end();
        Wire last = crossing.webSocket();
        if (complete) {
            sender.get();
            if (last == null) {
                guarded(() -> engine.post(List.of("1")));
            } else {
                guarded(() -> last.write(Wire.text("1")));
            }
            receiver.get();
        }
        engine.close();
        if (last != null) {
            last.close();
        }
        sender.get();
        receiver.get();
        return !complete ? End.WITH_CANDIDATE : last == null ? End.ON_POLLING : End.ON_WEBSOCKET;
    }

    private interface Doing {
        void run() throws IOException, InterruptedException;
    }

    private void guarded(Doing doing) {
        try {
            doing.run();
        } catch (IOException e) {
            if (mayBeLost && e instanceof RawEngine.Refused) {
                traffic.end(); // the session has gone with its WebSocket
            } else if (!traffic.isOver()) {
                traffic.fail(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            traffic.fail(e);
        } catch (RuntimeException | Error e) {
            traffic.fail(e);
        }
    }

    // ---------------------------------------------------------------- messages

    private void sendAll() throws IOException, InterruptedException {
        for (String message = traffic.toServer().next();
                message != null;
                message = traffic.toServer().next()) {
            Wire over = crossing.begin();
            if (over != null) {
                over.write(Wire.text("4" + message));
                continue;
            }
            try {
                List<String> packets = new ArrayList<>(MOST_IN_A_POST);
                for (String next = message;
                        next != null;
                        next = packets.size() == MOST_IN_A_POST
                                ? null
                                : traffic.toServer().nextIfRoom()) {
                    packets.add("4" + next);
                }
                engine.post(packets);
                overPolling.add(packets.size());
            } finally {
                crossing.done();
            }
        }
    }

    private void receiveAll() throws IOException, InterruptedException {
        engine.first().forEach(this::receive);
        while (!traffic.isOver()) {
            Wire over = crossing.begin();
            if (over != null) {
                receive(over.readText());
                continue;
            }
            try {
                if (!traffic.isOver()) {
                    engine.poll().forEach(this::receive);
                }
            } finally {
                crossing.done();
            }
        }
    }

    private void receive(String packet) {
        if (packet.startsWith("4")) {
            traffic.toClient().arrived(packet.substring(1));
            if (crossing.webSocket() == null) {
                overPolling.increment();
            }
        } else if (!packet.equals("6") && !traffic.isOver()) {
            traffic.fail(new AssertionError("not expected: " + packet));
        }
    }

    // ---------------------------------------------------------------- upgrade

    /** Tries until it is not refused: the server may not have seen yet that the candidate before was cut. */
    private void upgradeUnlessRefused(Cut cut) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!traffic.isOver() && !upgrade(cut)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("the session takes no second candidate");
            }
        }
    }

    /** Whether the server took the candidate, whatever became of it then. */
    private boolean upgrade(Cut cut) throws IOException, InterruptedException {
        Wire wire = engine.candidate();
        if (cut.after() == Cut.Step.HALF_THE_REQUEST) {
            wire.writeFirstHalf(engine.upgradeRequest());
            return cut.at(Cut.Step.HALF_THE_REQUEST, wire);
        }
        wire.write(engine.upgradeRequest());
        if (cut.at(Cut.Step.REQUEST, wire)) {
            return true;
        }
        int status = wire.readAnswer().status();
        if (status != 101) {
            throw new IOException("a candidate is answered with " + status);
        }
        if (cut.at(Cut.Step.SWITCHING_PROTOCOLS, wire)) {
            return true;
        }
        try {
            if (cut.after() == Cut.Step.HALF_THE_PROBE) {
                wire.writeFirstHalf(Wire.text("2probe"));
                return cut.at(Cut.Step.HALF_THE_PROBE, wire);
            }
            wire.write(Wire.text("2probe"));
            if (cut.at(Cut.Step.PROBE, wire)) {
                return true;
            }
            String pong = wire.readText();
            if (!pong.equals("3probe")) {
                throw new IOException("the probe is answered with " + pong);
            }
        } catch (EOFException | SocketException refused) {
            wire.close();
            return false;
        }
        if (cut.at(Cut.Step.PONG, wire)) {
            return true;
        }
        crossing.pause();
        if (cut.at(Cut.Step.LAST_POLL, wire)) {
            crossing.resume();
            return true;
        }
        if (cut.after() == Cut.Step.HALF_THE_UPGRADE) {
            wire.writeFirstHalf(Wire.text("5"));
            cut.at(Cut.Step.HALF_THE_UPGRADE, wire);
            crossing.resume();
            return true;
        }
        mayBeLost = cut.after() == Cut.Step.UPGRADE;
        wire.write(Wire.text("5"));
        if (cut.at(Cut.Step.UPGRADE, wire)) {
            crossing.resume();
            return true;
        }
        crossing.goOver(wire);
        return true;
    }
}
