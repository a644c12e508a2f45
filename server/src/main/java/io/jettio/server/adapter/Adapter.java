package io.jettio.server.adapter;

import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The rooms of one namespace, and everything that concerns more than one of its sockets, on this node and on others.
 *
 * <p>Every method may be called from any thread and never blocks. What has to travel returns a stage: it completes when
 * that has been handed to the broker, or with the answers; whoever calls does not wait for it. What one thread does comes
 * into effect in its order, so that a socket that joined gets what is broadcast to the room afterwards.
 */
public interface Adapter {
    /**
     * Begins to take part; called once before the namespace has sockets.
     *
     * @return completes when everything that peers send from then on is received
     */
    CompletionStage<Void> init();

    /**
     * Takes part no longer; called once, after the last socket was disconnected.
     *
     * @return completes when peers were told
     */
    CompletionStage<Void> close();

    // ---------------------------------------------------------------- sockets of this node and their rooms

    /**
     * Registers a socket: from when this returns it is among those that are meant, and in the room of its own id. It
     * takes the place of another with the same id, which is forgotten with its rooms: a client of Engine.IO 3 may come
     * back before its old self has gone. It may be called under a lock of the socket's.
     *
     * @param socket the socket
     */
    void add(LocalSocket socket);

    /**
     * Has a registered socket join rooms; one that is not registered (any more) joins none. The effect on this node is
     * there when the call returns.
     *
     * @param sid the socket's id
     * @param rooms the rooms
     * @return completes when other nodes can see it
     */
    CompletionStage<Void> addAll(String sid, Collection<String> rooms);

    /**
     * Has a socket leave a room.
     *
     * @param sid the socket's id
     * @param room the room
     * @return completes when other nodes can see it
     */
    CompletionStage<Void> del(String sid, String room);

    /**
     * Has a socket leave all its rooms and forgets it.
     *
     * @param sid the socket's id
     * @return completes when other nodes can see it
     */
    CompletionStage<Void> delAll(String sid);

    /**
     * {@return the rooms of a socket of this node, its own among them; a copy}
     *
     * @param sid the socket's id
     */
    Set<String> socketRooms(String sid);

    /**
     * {@return the ids of this node's sockets in a room; a copy}
     *
     * @param room the room
     */
    Set<String> sids(String room);

    /**
     * {@return the rooms that have sockets on this node, the sockets' own among them; a copy}
     */
    Set<String> rooms();

    // ---------------------------------------------------------------- sockets of all nodes

    /**
     * Sends an event to the sockets that are meant.
     *
     * @param packet the event, without an ack id
     * @param options which sockets, and how
     * @return completes with what became of it; at once where it is delivered on this node before the call returns
     */
    CompletionStage<Receipt> broadcast(EventPacket packet, BroadcastOptions options);

    /**
     * Asks the sockets that are meant for an ack.
     *
     * @param packet the event, without an ack id
     * @param options which sockets, and how
     * @param timeout how long to wait; zero for as long as the sockets are connected
     * @param sink told of each socket, and at the end that it is done
     * @return gives up what is still awaited
     */
    Cancellable broadcastWithAck(EventPacket packet, BroadcastOptions options, Duration timeout, AckSink sink);

    /**
     * Looks up the sockets that are meant.
     *
     * @param options which sockets
     * @param timeout how long to wait for other nodes
     * @return completes with the sockets, and with the nodes that did not answer in time
     */
    CompletionStage<ClusterResult<SocketDetails>> fetchSockets(BroadcastOptions options, Duration timeout);

    /**
     * Looks up the rooms of all nodes.
     *
     * @param timeout how long to wait for other nodes
     * @return completes with the rooms, each once, and with the nodes that did not answer in time
     */
    CompletionStage<ClusterResult<String>> allRooms(Duration timeout);

    /**
     * Has the sockets that are meant join rooms.
     *
     * @param options which sockets
     * @param rooms the rooms
     * @return completes when it is on its way to the other nodes
     */
    CompletionStage<Void> addSockets(BroadcastOptions options, Collection<String> rooms);

    /**
     * Has the sockets that are meant leave rooms.
     *
     * @param options which sockets
     * @param rooms the rooms
     * @return completes when it is on its way to the other nodes
     */
    CompletionStage<Void> delSockets(BroadcastOptions options, Collection<String> rooms);

    /**
     * Disconnects the sockets that are meant.
     *
     * @param options which sockets
     * @param close whether their connections end, too
     * @return completes when it is on its way to the other nodes
     */
    CompletionStage<Void> disconnectSockets(BroadcastOptions options, boolean close);

    // ---------------------------------------------------------------- between nodes

    /**
     * Sends an event to all other nodes; this one does not get it.
     *
     * @param packet the event
     * @return completes when it is on its way
     */
    CompletionStage<Void> serverSideEmit(EventPacket packet);

    /**
     * Asks all other nodes.
     *
     * @param packet the event
     * @param timeout how long to wait for them
     * @return completes with their answers, and with the nodes that did not answer in time
     */
    CompletionStage<ClusterResult<Payload>> serverSideEmitWithAck(EventPacket packet, Duration timeout);

    /**
     * {@return completes with the number of nodes, this one among them}
     */
    CompletionStage<Integer> serverCount();
}
