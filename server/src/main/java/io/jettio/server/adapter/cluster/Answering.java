package io.jettio.server.adapter.cluster;

import io.jettio.protocol.json.JsonException;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.adapter.AckSink;
import io.jettio.server.adapter.Adapter;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.adapter.LocalSockets;
import io.jettio.server.adapter.SocketDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does on this node what others say, and answers what they ask; on the node's lane. */
final class Answering {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterAdapterFactory.LOGGER);

    /** How long acks are waited for where who asks does not say. */
    private static final Duration ACK_TIMEOUT = Duration.ofMinutes(1);

    private final ClusterNode node;
    private final LocalSockets sockets;
    private final Adapter local;

    Answering(ClusterNode node, LocalSockets sockets, Adapter local) {
        this.node = node;
        this.sockets = sockets;
        this.local = local;
    }

    void take(ClusterMessage message) {
        if (message instanceof ClusterMessage.Broadcast broadcast) {
            broadcast(broadcast);
        } else if (message instanceof ClusterMessage.SocketsJoin join) {
            watch(local.addSockets(join.options(), join.rooms()));
        } else if (message instanceof ClusterMessage.SocketsLeave leave) {
            watch(local.delSockets(leave.options(), leave.rooms()));
        } else if (message instanceof ClusterMessage.DisconnectSockets disconnect) {
            watch(local.disconnectSockets(disconnect.options(), disconnect.close()));
        } else if (message instanceof ClusterMessage.FetchSockets fetch) {
            fetch(fetch);
        } else if (message instanceof ClusterMessage.ServerSideEmit emit) {
            serverSide(emit);
        } else if (message instanceof ClusterMessage.AllRooms rooms) {
            node.respond(
                    new ClusterMessage.AllRoomsResponse(node.uid(), node.namespace(), rooms.requestId(), local.rooms()),
                    rooms.uid());
        } else if (message instanceof ClusterMessage.InitialHeartbeat) {
            node.greet();
        }
    }

    private static void watch(CompletionStage<?> stage) {
        var unused = stage.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("what another server node said was not done", failure);
            }
        });
    }

    private void broadcast(ClusterMessage.Broadcast message) {
        String requestId = message.requestId();
        BroadcastOptions options = message.options();
        if (requestId == null) {
            watch(local.broadcast(message.packet(), options));
            return;
        }
        Duration asked = options.flags().timeout();
        Duration timeout = asked == null ? ACK_TIMEOUT : asked;
        var unused = local.broadcastWithAck(message.packet(), options, timeout, new ToAsker(message.uid(), requestId));
    }

    /** Tells the node that asked. */
    private final class ToAsker implements AckSink {
        private final String asker;
        private final String requestId;

        ToAsker(String asker, String requestId) {
            this.asker = asker;
            this.requestId = requestId;
        }

        @Override
        public void nodeCount(int clients) {
            node.respond(
                    new ClusterMessage.BroadcastClientCount(node.uid(), node.namespace(), requestId, clients), asker);
        }

        @Override
        public void ack(@Nullable String sid, Payload answer) {
            node.respond(new ClusterMessage.BroadcastAck(node.uid(), node.namespace(), requestId, answer), asker);
        }

        @Override
        public void gone(@Nullable String sid, Gone why) {
            if (why != Gone.TIMEOUT) { // which the asker has itself
                node.respond(new ClusterMessage.ClientsGone(node.uid(), node.namespace(), requestId, 1, why), asker);
            }
        }

        @Override
        public void done(boolean complete) {
            // The asker counts.
        }
    }

    private void fetch(ClusterMessage.FetchSockets message) {
        watch(local.fetchSockets(message.options(), Duration.ZERO)
                .thenAccept(found -> node.respond(
                        new ClusterMessage.FetchSocketsResponse(
                                node.uid(), node.namespace(), message.requestId(), sendable(found.values())),
                        message.uid())));
    }

    /** Sockets without the data that has no form outside of this process. */
    private List<SocketDetails> sendable(List<SocketDetails> found) {
        List<SocketDetails> sendable = new ArrayList<>(found.size());
        for (SocketDetails one : found) {
            Map<String, Object> data = new HashMap<>();
            one.data().forEach((name, value) -> {
                try {
                    data.put(name, sockets.parser().payload(List.of(value)));
                } catch (JsonException e) {
                    LOG.debug("data of a socket, \"{}\", is not told to another server node", name, e);
                }
            });
            data.replaceAll((name, written) -> one.data().get(name));
            sendable.add(new SocketDetails(one.id(), one.request(), one.auth(), one.rooms(), data));
        }
        return sendable;
    }

    private void serverSide(ClusterMessage.ServerSideEmit message) {
        String requestId = message.requestId();
        boolean heard = sockets.serverSideEvent(
                message.packet(),
                requestId == null
                        ? null
                        : answer -> node.respond(
                                new ClusterMessage.ServerSideEmitResponse(
                                        node.uid(), node.namespace(), requestId, answer),
                                message.uid()));
        if (!heard && requestId != null) {
            node.respond(new ClusterMessage.NotHeard(node.uid(), node.namespace(), requestId), message.uid());
        }
    }
}
