package io.jettio.server.adapter.cluster;

import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.AckSink;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.SocketDetails;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one node says to others about one namespace. Immutable. The types 1 to 13, and what they mean, are those of Node's
 * {@code ClusterAdapter}; types from 100 on are extensions, which nodes that do not know them ignore.
 */
public sealed interface ClusterMessage {
    /** The uid of who only emits and is no node: it has no sockets, is not answered, and nobody waits for it. */
    String EMITTER = "emitter";

    /**
     * {@return the node that says it: an id of its own for each namespace}
     */
    String uid();

    /**
     * {@return the namespace}
     */
    String namespace();

    /**
     * {@return the number of its type}
     */
    int type();

    /** The answer to a request. It goes to who asked, or to everybody, of whom only who asked knows the request. */
    sealed interface Response extends ClusterMessage {
        /**
         * {@return the request that it answers}
         */
        String requestId();
    }

    /**
     * A node is there, and wants to hear from all others at once.
     *
     * @param uid who says it
     * @param namespace the namespace
     */
    record InitialHeartbeat(String uid, String namespace) implements ClusterMessage {
        @Override
        public int type() {
            return 1;
        }
    }

    /**
     * A node is still there.
     *
     * @param uid who says it
     * @param namespace the namespace
     */
    record Heartbeat(String uid, String namespace) implements ClusterMessage {
        @Override
        public int type() {
            return 2;
        }
    }

    /**
     * An event for sockets. With a request id, nodes answer with how many of their sockets are asked, and then with each ack.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param packet the event, without an ack id
     * @param options which sockets, and how
     * @param requestId by which it is answered; null where no answer is wanted
     */
    record Broadcast(
            String uid,
            String namespace,
            EventPacket packet,
            BroadcastOptions options,
            @Nullable String requestId) implements ClusterMessage {
        @Override
        public int type() {
            return 3;
        }
    }

    /**
     * Sockets join rooms.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param options which sockets, and how
     * @param rooms the rooms
     */
    record SocketsJoin(String uid, String namespace, BroadcastOptions options, List<String> rooms)
            implements ClusterMessage {
        /**
         * Copies the collection.
         *
         * @param uid who says it
         * @param namespace the namespace
         * @param options which sockets, and how
         * @param rooms the rooms
         */
        public SocketsJoin {
            rooms = List.copyOf(rooms);
        }

        @Override
        public int type() {
            return 4;
        }
    }

    /**
     * Sockets leave rooms.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param options which sockets, and how
     * @param rooms the rooms
     */
    record SocketsLeave(String uid, String namespace, BroadcastOptions options, List<String> rooms)
            implements ClusterMessage {
        /**
         * Copies the collection.
         *
         * @param uid who says it
         * @param namespace the namespace
         * @param options which sockets, and how
         * @param rooms the rooms
         */
        public SocketsLeave {
            rooms = List.copyOf(rooms);
        }

        @Override
        public int type() {
            return 5;
        }
    }

    /**
     * Sockets are disconnected.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param options which sockets, and how
     * @param close whether their connections end, too
     */
    record DisconnectSockets(String uid, String namespace, BroadcastOptions options, boolean close)
            implements ClusterMessage {
        @Override
        public int type() {
            return 6;
        }
    }

    /**
     * Asks for sockets.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param options which sockets, and how
     * @param requestId by which it is answered
     */
    record FetchSockets(String uid, String namespace, BroadcastOptions options, String requestId)
            implements ClusterMessage {
        @Override
        public int type() {
            return 7;
        }
    }

    /**
     * The sockets of one node.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param requestId the request that it answers
     * @param sockets what was found
     */
    record FetchSocketsResponse(String uid, String namespace, String requestId, List<SocketDetails> sockets)
            implements Response {
        /**
         * Copies the collection.
         *
         * @param uid who says it
         * @param namespace the namespace
         * @param requestId the request that it answers
         * @param sockets what was found
         */
        public FetchSocketsResponse {
            sockets = List.copyOf(sockets);
        }

        @Override
        public int type() {
            return 8;
        }
    }

    /**
     * An event for nodes. With a request id, nodes answer.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param packet the event, without an ack id
     * @param requestId by which it is answered; null where no answer is wanted
     */
    record ServerSideEmit(
            String uid,
            String namespace,
            EventPacket packet,
            @Nullable String requestId) implements ClusterMessage {
        @Override
        public int type() {
            return 9;
        }
    }

    /**
     * What one node answers to an event.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param requestId the request that it answers
     * @param answer the arguments of the ack
     */
    record ServerSideEmitResponse(String uid, String namespace, String requestId, Payload answer) implements Response {
        @Override
        public int type() {
            return 10;
        }
    }

    /**
     * How many sockets of one node are asked for an ack.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param requestId the request that it answers
     * @param clientCount how many
     */
    record BroadcastClientCount(String uid, String namespace, String requestId, int clientCount) implements Response {
        @Override
        public int type() {
            return 11;
        }
    }

    /**
     * The ack of one socket.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param requestId the request that it answers
     * @param answer the arguments of the ack
     */
    record BroadcastAck(String uid, String namespace, String requestId, Payload answer) implements Response {
        @Override
        public int type() {
            return 12;
        }
    }

    /**
     * A node leaves.
     *
     * @param uid who says it
     * @param namespace the namespace
     */
    record AdapterClose(String uid, String namespace) implements ClusterMessage {
        @Override
        public int type() {
            return 13;
        }
    }

    /**
     * Sockets that were asked for an ack will not answer. An extension.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param requestId the request that it answers
     * @param clients how many
     * @param why the reason
     */
    record ClientsGone(String uid, String namespace, String requestId, int clients, AckSink.Gone why)
            implements Response {
        @Override
        public int type() {
            return 100;
        }
    }

    /**
     * Asks for rooms. An extension.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param requestId by which it is answered
     */
    record AllRooms(String uid, String namespace, String requestId) implements ClusterMessage {
        @Override
        public int type() {
            return 101;
        }
    }

    /**
     * The rooms of one node. An extension.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param requestId the request that it answers
     * @param rooms the rooms
     */
    record AllRoomsResponse(String uid, String namespace, String requestId, Set<String> rooms) implements Response {
        /**
         * Copies the collection.
         *
         * @param uid who says it
         * @param namespace the namespace
         * @param requestId the request that it answers
         * @param rooms the rooms
         */
        public AllRoomsResponse {
            rooms = Set.copyOf(rooms);
        }

        @Override
        public int type() {
            return 102;
        }
    }

    /**
     * Nobody on one node listens for an event for nodes, so that it will not answer. An extension.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param requestId the request that it answers
     */
    record NotHeard(String uid, String namespace, String requestId) implements Response {
        @Override
        public int type() {
            return 103;
        }
    }

    /**
     * A message of a type that this version does not know. It only shows that its node is there.
     *
     * @param uid who says it
     * @param namespace the namespace
     * @param type its type
     */
    record Unknown(String uid, String namespace, int type) implements ClusterMessage {}
}
