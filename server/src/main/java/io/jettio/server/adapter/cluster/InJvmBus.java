package io.jettio.server.adapter.cluster;

import io.jettio.protocol.parser.Parser;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages between servers in one process: for several servers of one program, and for tests of what several nodes
 * do. Each server gets a {@link #transport()} of its own. Messages go as bytes, so that nodes share no objects, and arrive
 * on threads of the bus.
 */
public final class InJvmBus {
    private static final int MAX_WAITING = 100_000;
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);
    private static final CompletionStage<String> NO_OFFSET = CompletableFuture.completedStage("");

    private final Executor threads = ClusterAdapterFactory.threads();
    private final List<Member> members = new CopyOnWriteArrayList<>();

    /** Makes a bus without members. */
    public InJvmBus() {}

    /**
     * {@return a transport for one more server}
     */
    public ClusterTransport transport() {
        return new Member();
    }

    /** Puts bytes on the bus as they are, whatever they are. */
    void inject(byte[] bytes) {
        members.forEach(member -> member.take(bytes));
    }

    /** A node's place on the bus. */
    private final class Member implements ClusterTransport {
        private final Lane lane = new Lane(threads, MAX_WAITING);

        /** By namespace, those that are open: uids with their parsers. */
        private final Map<String, Map<String, Parser>> open = new ConcurrentHashMap<>();

        private volatile @Nullable Listener listener; // null before the start and after the end

        @Override
        public CompletionStage<Void> start(Listener value) {
            listener = Objects.requireNonNull(value, "listener");
            members.add(this);
            return DONE;
        }

        @Override
        public CompletionStage<Void> open(String namespace, String uid, Parser parser) {
            open.computeIfAbsent(namespace, name -> new ConcurrentHashMap<>()).put(uid, parser);
            return DONE;
        }

        @Override
        public CompletionStage<Void> close(String namespace, String uid) {
            open.computeIfPresent(namespace, (name, uids) -> {
                uids.remove(uid);
                return uids.isEmpty() ? null : uids;
            });
            return DONE;
        }

        @Override
        public CompletionStage<String> publish(ClusterMessage message) {
            byte[] bytes = encoded(message);
            if (bytes == null) {
                return CompletableFuture.failedStage(closed(message));
            }
            members.forEach(member -> member.take(bytes));
            return NO_OFFSET;
        }

        @Override
        public CompletionStage<Void> respond(String uid, ClusterMessage.Response message) {
            byte[] bytes = encoded(message);
            if (bytes == null) {
                return CompletableFuture.failedStage(closed(message));
            }
            for (Member member : members) {
                Map<String, Parser> uids = member.open.get(message.namespace());
                if (uids != null && uids.containsKey(uid)) {
                    member.take(bytes);
                }
            }
            return DONE;
        }

        private byte @Nullable [] encoded(ClusterMessage message) {
            Map<String, Parser> uids = open.get(message.namespace());
            Parser parser = uids == null ? null : uids.get(message.uid());
            return parser == null || listener == null ? null : MessageCodec.encode(message, parser);
        }

        private static IllegalStateException closed(ClusterMessage message) {
            return new IllegalStateException("not open: " + message.namespace());
        }

        /** Something is on the bus. */
        private void take(byte[] bytes) {
            if (!lane.offer(() -> arrive(bytes.clone()))) {
                Listener to = listener;
                if (to != null) {
                    to.onRejected(new MessageException("too many messages wait on the bus"));
                }
            }
        }

        private void arrive(byte[] bytes) {
            Listener to = listener;
            if (to == null) {
                return;
            }
            ClusterMessage message;
            try {
                Parser parser = parser(MessageCodec.namespace(bytes));
                if (parser == null) {
                    return;
                }
                message = MessageCodec.decode(bytes, parser);
            } catch (MessageException e) {
                to.onRejected(e);
                return;
            }
            to.onMessage(message, null);
        }

        /** The parser of a namespace that is open: one server has one. */
        private @Nullable Parser parser(String namespace) {
            Map<String, Parser> uids = open.getOrDefault(namespace, Map.of());
            for (Parser parser : uids.values()) {
                return parser;
            }
            return null;
        }

        @Override
        public void close() {
            members.remove(this);
            listener = null;
        }
    }
}
