package io.jettio.server.adapter.cluster;

import io.jettio.protocol.parser.Parser;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A transport whose other end is the test. */
final class ScriptedTransport implements ClusterTransport {
    final CompletableFuture<Void> started = new CompletableFuture<>();
    final List<ClusterMessage> published = new CopyOnWriteArrayList<>();
    final List<ClusterMessage.Response> responses = new CopyOnWriteArrayList<>();
    final List<String> openUids = new CopyOnWriteArrayList<>();

    /** What the broker counts; -1 where it does not. */
    volatile int count = -1;

    /** What happens when a node responds, on the thread that does. */
    volatile Runnable onRespond = () -> {};

    volatile Listener listener;

    @Override
    public CompletionStage<Void> start(Listener value) {
        listener = value;
        return started;
    }

    @Override
    public CompletionStage<Void> open(String namespace, String uid, Parser parser) {
        openUids.add(uid);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> close(String namespace, String uid) {
        openUids.remove(uid);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<String> publish(ClusterMessage message) {
        published.add(message);
        return CompletableFuture.completedStage("");
    }

    @Override
    public CompletionStage<Void> respond(String uid, ClusterMessage.Response message) {
        responses.add(message);
        onRespond.run();
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Integer> serverCount(String namespace) {
        return CompletableFuture.completedStage(count);
    }

    @Override
    public void close() {}

    /** The types of what was published, and what was not seen yet. */
    List<Integer> types() {
        return published.stream().map(ClusterMessage::type).toList();
    }

    <T extends ClusterMessage> T last(Class<T> type) {
        for (int i = published.size() - 1; i >= 0; i--) {
            if (type.isInstance(published.get(i))) {
                return type.cast(published.get(i));
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " in " + published);
    }
}
