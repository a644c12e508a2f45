package io.jettio.server.adapter.cluster;

import io.jettio.server.adapter.Adapter;
import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.LocalSockets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One node in one namespace: says that it is there, knows who else is, sends and asks. What comes is counted as a sign of
 * life at once, and handled on a lane, in the order in which it came.
 */
final class ClusterNode {
    private final ClusterAdapterFactory factory;
    private final LocalSockets sockets;
    private final ClusterOptions options;
    private final Link link;
    private final Lane lane;
    private final Requests requests;
    private final Peers peers;
    private final Answering answering;
    private final String uid = Requests.newId();
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> discovered = new CompletableFuture<>();

    private volatile boolean beating; // whether nodes tell each other by heartbeats
    private volatile boolean closed;
    private volatile long published; // when something was last said to all; any thread's time will do
    private volatile @Nullable Cancellable tick;

    ClusterNode(ClusterAdapterFactory factory, LocalSockets sockets, Adapter local) {
        this.factory = factory;
        this.sockets = sockets;
        this.options = factory.options();
        this.link = factory.link();
        this.lane = factory.newLane(options.maxArrivals(), sockets::together);
        this.requests = new Requests(sockets);
        this.peers = new Peers(options.heartbeatTimeout().toNanos());
        this.answering = new Answering(this, sockets, local);
    }

    String uid() {
        return uid;
    }

    String namespace() {
        return sockets.namespace();
    }

    Requests requests() {
        return requests;
    }

    // ---------------------------------------------------------------- taking part

    CompletionStage<Void> open() {
        factory.add(this);
        var unused = factory.started()
                .thenCompose(started -> factory.transport().open(namespace(), uid, sockets.parser()))
                .thenCompose(done -> factory.transport().serverCount(namespace()))
                .whenComplete((count, failure) -> {
                    if (failure != null) {
                        opened.completeExceptionally(failure);
                        discovered.completeExceptionally(failure);
                    } else if (closed) {
                        opened.completeExceptionally(new IllegalStateException("closed before it was open"));
                    } else {
                        begin(count < 0);
                    }
                });
        return opened.copy();
    }

    private void begin(boolean byHeartbeats) {
        beating = byHeartbeats;
        if (byHeartbeats) {
            var unused = publish(new ClusterMessage.InitialHeartbeat(uid, namespace()));
            tick();
        }
        opened.complete(null);
        if (!byHeartbeats || options.discovery().isZero()) {
            discovered.complete(null);
        } else {
            Cancellable deadline = sockets.schedule(options.discovery(), () -> discovered.complete(null));
            var unused = discovered.whenComplete((done, failure) -> deadline.cancel());
        }
    }

    CompletionStage<Void> close() {
        if (opened.isDone() && !opened.isCompletedExceptionally()) {
            var unused = publishNow(new ClusterMessage.AdapterClose(uid, namespace()));
        }
        closed = true;
        Cancellable next = tick;
        if (next != null) {
            next.cancel();
        }
        requests.tell(Pending::end);
        discovered.complete(null);
        factory.remove(this);
        return factory.closing(namespace(), uid);
    }

    /** Whether it takes part no longer. */
    boolean isClosed() {
        return closed;
    }

    // ---------------------------------------------------------------- who is there

    /** Says that we are there, and looks who is not any more; again and again. */
    private void tick() {
        if (closed) {
            return;
        }
        long now = sockets.nanoTime();
        if (link.isUp()) {
            for (String silent : peers.expire(now)) {
                lane.add(() -> requests.tell(request -> request.silent(silent)));
            }
            if (now - published >= options.heartbeatInterval().toNanos()) {
                var unused = publishNow(new ClusterMessage.Heartbeat(uid, namespace()));
            }
        }
        Duration period = options.heartbeatTimeout().dividedBy(10);
        tick = sockets.schedule(
                period.compareTo(options.heartbeatInterval()) < 0 ? period : options.heartbeatInterval(), this::tick);
    }

    /** The broker is back: while it was away nobody could be heard of. */
    void resumed() {
        if (beating && !closed) {
            peers.renew(sockets.nanoTime());
            var unused = publishNow(new ClusterMessage.InitialHeartbeat(uid, namespace()));
        }
    }

    /** The other nodes, when it is known who there is. */
    CompletionStage<Expected> expected() {
        return discovered.thenCompose(done -> beating
                ? CompletableFuture.completedStage(Expected.of(peers.uids()))
                : factory.transport().serverCount(namespace()).thenApply(count -> Expected.of(count - 1)));
    }

    // ---------------------------------------------------------------- what is sent

    /** Sends a message to all, now or when the broker is back. */
    CompletionStage<String> publish(ClusterMessage message) {
        if (closed) {
            return CompletableFuture.failedStage(new IllegalStateException("the adapter is closed"));
        }
        published = sockets.nanoTime();
        return link.publish(message).sent();
    }

    /** The same for an event; whether it waits. */
    boolean publish(ClusterMessage.Broadcast message, boolean isVolatile) {
        if (closed) {
            return false;
        }
        published = sockets.nanoTime();
        if (isVolatile) {
            var unused = link.publishNow(message);
            return false;
        }
        return link.publish(message).queued();
    }

    private CompletionStage<String> publishNow(ClusterMessage message) {
        published = sockets.nanoTime();
        return link.publishNow(message);
    }

    void respond(ClusterMessage.Response message, String to) {
        if (!closed) {
            link.respond(to, message);
        }
    }

    /** Answers to a new node that we are there, too. */
    void greet() {
        if (beating && !closed) {
            var unused = publishNow(new ClusterMessage.Heartbeat(uid, namespace()));
        }
    }

    /** Asks all other nodes, and has the request end after a time; null for never. */
    void ask(
            Pending request,
            CompletableFuture<?> ended,
            @Nullable Duration timeout,
            Function<String, ClusterMessage> message) {
        String id = requests.add(request, ended, timeout);
        var unused = opened.thenCompose(done -> closed
                        ? CompletableFuture.failedStage(new IllegalStateException("the adapter is closed"))
                        : publishNow(message.apply(id)))
                .whenComplete((offset, failure) -> {
                    if (failure != null) {
                        lane.add(request::end);
                    }
                });
        var unusedToo = expected().whenComplete((nodes, failure) -> {
            if (failure == null) {
                lane.add(() -> request.expect(nodes));
            }
        });
    }

    // ---------------------------------------------------------------- what comes

    /** A message has come; on the transport's thread. */
    void arrived(ClusterMessage message) {
        String from = message.uid();
        if (from.equals(uid) || closed) {
            return;
        }
        boolean known = from.equals(ClusterMessage.EMITTER) || peers.heard(from, sockets.nanoTime());
        if (!known || message instanceof ClusterMessage.Unknown) {
            factory.counters().ignored.increment();
        } else {
            factory.counters().received.increment();
            if (!lane.offer(() -> handle(message))) {
                factory.counters().overrun.increment();
            }
        }
    }

    private void handle(ClusterMessage message) {
        if (closed) {
            return;
        }
        if (message instanceof ClusterMessage.Response response) {
            if (!requests.response(response)) {
                factory.counters().ignored.increment();
            }
        } else if (message instanceof ClusterMessage.AdapterClose) {
            peers.left(message.uid(), sockets.nanoTime());
            requests.tell(request -> request.left(message.uid()));
        } else {
            answering.take(message);
        }
    }

    /** The nodes that were heard of lately, this one not among them. */
    List<String> peers() {
        return List.copyOf(peers.uids());
    }
}
