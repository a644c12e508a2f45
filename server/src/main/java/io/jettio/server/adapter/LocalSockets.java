package io.jettio.server.adapter;

import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one namespace on this node, as its adapter sees them. Every method may be called from any thread, none
 * blocks, and none runs application code on the calling thread. Not for implementation by adapters.
 */
public interface LocalSockets {
    /**
     * {@return the namespace's name}
     */
    String namespace();

    /**
     * Queues an event for some sockets: encoded once for all of them. Sockets that are disconnected refuse it.
     *
     * @param sockets the sockets, each once
     * @param packet the event, without an ack id
     * @param flags how it is sent
     * @return what became of it
     */
    EmitResult deliver(List<? extends LocalSocket> sockets, EventPacket packet, Flags flags);

    /**
     * Queues an event for some sockets, and has them told where it stands in the log: the offset is appended to the
     * arguments. An adapter that keeps a log calls this under the lock by which it hands out offsets and chooses
     * sockets, so that each socket's queue has the log's order; what has to happen outside that lock is left to
     * {@link Queued#send()}.
     *
     * @param sockets the sockets, each once
     * @param packet the event, without an ack id and without its offset
     * @param flags how it is sent
     * @param offset where it stands in the log; for a volatile event, which does not stand there, the offset of the last
     *     one that does. A client takes a text at the end of the arguments for its offset
     * @return what is left to be done
     */
    Queued queue(List<? extends LocalSocket> sockets, EventPacket packet, Flags flags, String offset);

    /**
     * Asks some sockets for an ack.
     *
     * @param sockets the sockets, each once
     * @param packet the event, without an ack id
     * @param flags how it is sent
     * @param timeout how long to wait; zero for as long as the sockets are connected
     * @param sink told of each socket, and at the end that it is done, also before this returns
     * @return gives up what is still awaited, as if its time were over
     */
    Cancellable deliverWithAck(
            List<? extends LocalSocket> sockets, EventPacket packet, Flags flags, Duration timeout, AckSink sink);

    /**
     * Does several deliveries as one: what they queue for a connection goes out together when they are done, or a little
     * earlier where they take long. For what has arrived from other nodes at once.
     *
     * @param deliveries calls methods of this object, on the calling thread
     */
    default void together(Runnable deliveries) {
        deliveries.run();
    }

    /**
     * {@return what the sockets are at this moment, those that are disconnected left out}
     *
     * @param sockets the sockets
     */
    List<SocketDetails> describe(List<? extends LocalSocket> sockets);

    /**
     * Disconnects some sockets.
     *
     * @param sockets the sockets
     * @param close whether their connections end, too
     */
    void disconnect(List<? extends LocalSocket> sockets, boolean close);

    /**
     * Hands over an event that another node has sent to its peers.
     *
     * @param packet the event
     * @param ack takes the answer, once at the most, on any thread; null where none is wanted
     * @return whether somebody listens for the event
     */
    boolean serverSideEvent(EventPacket packet, @Nullable Consumer<Payload> ack);

    /**
     * {@return whether somebody listens for changes of rooms, so that they have to be told}
     */
    boolean observesRooms();

    /**
     * Tells of a change. An adapter may call this under the lock of its tables, so that the order is theirs.
     *
     * @param change what happened
     */
    void roomChanged(RoomChange change);

    // ---------------------------------------------------------------- what an adapter needs of its server

    /**
     * {@return the server's parser, by which an adapter reads what other nodes send}
     */
    Parser parser();

    /**
     * {@return what is kept for clients that come back; empty where nothing is}
     */
    Optional<RecoveryOptions> recovery();

    /**
     * {@return how long a connection may be lost without the server's noticing: a ping interval and its timeout}
     */
    Duration unnoticed();

    /**
     * {@return the server's monotonic clock in nanoseconds; only differences mean anything} It stands still while the
     * process does.
     */
    long nanoTime();

    /**
     * Has something done later, on the server's timer thread: it must be short and must not block. It may be called under
     * a lock of the adapter's. What is scheduled has to be cancelled when the adapter is closed.
     *
     * @param delay how long from now
     * @param action what is done
     * @return gives it up
     */
    Cancellable schedule(Duration delay, Runnable action);
}
