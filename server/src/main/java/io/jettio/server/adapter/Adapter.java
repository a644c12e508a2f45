package io.jettio.server.adapter;

import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
     * Has a socket leave all its rooms and forgets it. Where another one with the same id has been registered since, as clients
     * of Engine.IO 3 keep theirs, that one stays as it is.
     *
     * @param socket the socket
     * @return completes when other nodes can see it
     */
    CompletionStage<Void> delAll(LocalSocket socket);

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

    // ---------------------------------------------------------------- clients that come back

    // These are called only where LocalSockets.recovery() has something, and then in place of add and delAll. As they
    // are
    // here, no client is recovered: each is new.

    /**
     * Registers a socket that is new, as {@link #add} does, and welcomes it. Its session, should its connection be lost,
     * begins here.
     *
     * @param socket the socket
     * @param welcome called once, after the socket is registered and before anything is delivered to it
     * @return what the welcome said; where that was false, the socket is not registered
     */
    default boolean admit(LocalSocket socket, Welcome welcome) {
        add(socket);
        if (welcome.welcome(List.of())) {
            return true;
        }
        CompletionStage<Void> unused = delAll(socket);
        return false;
    }

    /**
     * Sends an event to one socket of this node, whatever rooms it is in.
     *
     * @param socket the socket; one whose connection is lost, and whose session is kept, misses the event
     * @param packet the event, without an ack id
     * @param flags how it is sent
     * @return completes with what became of it; at once where it is delivered on this node before the call returns
     */
    default CompletionStage<Receipt> emit(LocalSocket socket, EventPacket packet, Flags flags) {
        return broadcast(packet, new BroadcastOptions(Set.of(socket.id()), Set.of(), flags));
    }

    /**
     * Has a socket leave all its rooms and forgets it, as {@link #delAll} does, and keeps its session for as long as
     * {@link RecoveryOptions#maxDisconnectionDuration()} says. Both in one step: an event finds either the socket or the
     * session.
     *
     * @param socket the socket
     * @param pid its private id
     * @param data what the application keeps with it, by name
     * @return completes when other nodes can find the session
     */
    default CompletionStage<Void> persistSession(LocalSocket socket, String pid, Map<String, Object> data) {
        return delAll(socket);
    }

    /**
     * Looks for the session of a client that has come back, and claims it.
     *
     * @param pid the private id that the client names; any text that a peer may send
     * @param offset the offset of the last event that the client has got; empty where it names none, and any text that a
     *     peer may send. A client may name one of before its session began, and one of another server. Then it has got
     *     nothing since its session began
     * @return completes with the session; empty where there is none, where another has claimed it, or where it is not
     *     known what the client missed
     */
    default CompletionStage<Optional<SessionClaim>> restoreSession(String pid, String offset) {
        return CompletableFuture.completedStage(Optional.empty());
    }

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
