package io.jettio.server.adapter.cluster;

import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.AckSink;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast with ack: passes on what comes of it on this node and on others, to a sink that blocks nobody and runs no
 * application code. It is done when this node is and every other has reported all its sockets.
 */
final class AckGathering implements Pending, AckSink {
    /** More sockets than a node has: who says so is not believed. */
    private static final int MAX_CLIENTS = 1_000_000;

    private final AckSink sink;
    private final CompletableFuture<Boolean> future = new CompletableFuture<>();

    // Guarded by this object as a lock, under which the sink is told, so that it is done as the last.

    private final AwaitedNodes nodes = new AwaitedNodes();

    /** How many sockets of each node have not answered; only where there are any. */
    private final Map<String, Integer> open = new HashMap<>();

    private boolean here = true; // whether this node is not done
    private boolean answered = true; // whether all did so far
    private boolean done;

    AckGathering(AckSink sink) {
        this.sink = sink;
    }

    /** Completes at the end. */
    CompletableFuture<Boolean> future() {
        return future;
    }

    // ---------------------------------------------------------------- this node

    @Override
    public synchronized void nodeCount(int clients) {
        if (!done) {
            sink.nodeCount(clients);
        }
    }

    @Override
    public synchronized void ack(@Nullable String sid, Payload answer) {
        if (!done) {
            sink.ack(sid, answer);
        }
    }

    @Override
    public synchronized void gone(@Nullable String sid, Gone why) {
        if (!done) {
            sink.gone(sid, why);
        }
    }

    @Override
    public void done(boolean complete) {
        synchronized (this) {
            here = false;
            answered &= complete;
        }
        endIfOver();
    }

    // ---------------------------------------------------------------- other nodes

    @Override
    public void expect(Expected expected) {
        synchronized (this) {
            nodes.expect(expected);
        }
        endIfOver();
    }

    @Override
    public void response(ClusterMessage.Response response) {
        synchronized (this) {
            if (done) {
                return;
            }
            String uid = response.uid();
            if (response instanceof ClusterMessage.BroadcastClientCount count) {
                if (count.clientCount() >= 0 && count.clientCount() <= MAX_CLIENTS && nodes.report(uid)) {
                    sink.nodeCount(count.clientCount());
                    if (count.clientCount() > 0) {
                        open.put(uid, count.clientCount());
                    }
                }
            } else if (response instanceof ClusterMessage.BroadcastAck ack) {
                if (take(uid, 1) == 1) {
                    sink.ack(null, ack.answer());
                }
            } else if (response instanceof ClusterMessage.ClientsGone some) {
                gone(take(uid, some.clients()), some.why());
            }
        }
        endIfOver();
    }

    /** Takes up to so many of a node's sockets out; how many there were. */
    private int take(String uid, int clients) {
        int left = open.getOrDefault(uid, 0);
        int taken = Math.max(0, Math.min(left, clients));
        if (taken == left) {
            open.remove(uid);
        } else {
            open.put(uid, left - taken);
        }
        return taken;
    }

    private void gone(int clients, Gone why) {
        answered &= clients == 0;
        for (int i = 0; i < clients; i++) {
            sink.gone(null, why);
        }
    }

    @Override
    public void left(String uid) {
        synchronized (this) {
            nodes.leave(uid);
            nodeGone(uid);
        }
        endIfOver();
    }

    @Override
    public void silent(String uid) {
        synchronized (this) {
            nodes.silence(uid);
            nodeGone(uid);
        }
        endIfOver();
    }

    private void nodeGone(String uid) {
        if (!done) {
            gone(take(uid, Integer.MAX_VALUE), Gone.DISCONNECTED);
        }
    }

    @Override
    public void end() {
        synchronized (this) {
            nodes.giveUp();
            if (!done) {
                open.values().forEach(clients -> gone(clients, Gone.TIMEOUT));
                open.clear();
            }
        }
        endIfOver();
    }

    private void endIfOver() {
        synchronized (this) {
            if (done || here || !open.isEmpty() || !nodes.isOver()) {
                return;
            }
            done = true;
            sink.done(answered && nodes.isComplete());
        }
        future.complete(true);
    }
}
