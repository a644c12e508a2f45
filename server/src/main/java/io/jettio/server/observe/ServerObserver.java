package io.jettio.server.observe;

import io.jettio.protocol.engineio.EnginePacketType;

/**
 * Is told what happens in a server: for counters, histograms and traces. Every method does nothing unless it is
 * implemented. Given to a server by its option {@code observer}; several may be given, each is told of everything.
 *
 * <p>Methods are called by the thread that does the thing, often an I/O thread or the timer, never under a lock, and by
 * many threads at once. They <em>must not block</em>, and must not call the server. What one throws is logged, at most
 * some twenty lines a second; neither the connection nor another observer suffers. Only {@link #started},
 * {@link #draining}, {@link #stopping} and {@link #stopped} may take their time: they hold up whoever starts or ends the
 * server, and nobody else.
 *
 * <p>Connections are numbered from 1 in the order of their handshakes; the number is no secret, unlike a session id. Bytes
 * are those of a packet's data: without its type, the framing of WebSockets and HTTP, compression and TLS. Times are in
 * nanoseconds. Names of namespaces and events are told only where there is such a namespace, or a handler for the event:
 * otherwise they would be the client's choice, of any number.
 */
public interface ServerObserver {
    // ---------------------------------------------------------------- the server

    /**
     * The server takes requests: its own port is open and known, or the Jetty around it has started. Called by the thread that starts it, before
     * {@code listen} returns. A Jetty that is started again calls it again.
     */
    default void started() {}

    /**
     * The server is to be drained: its health says so already, and it still takes handshakes until this has returned.
     * Whoever waits here gives load balancers time to look. Called by the thread that calls {@code drain}, once.
     */
    default void draining() {}

    /**
     * The server is to be closed, or the Jetty around it stops: its health says so already, no connection was told yet.
     * Called by the thread that does that, once for each start.
     */
    default void stopping() {}

    /** The server has ended, or the Jetty around it has stopped it. Called by the thread that did that. */
    default void stopped() {}

    // ---------------------------------------------------------------- connections

    /**
     * A connection was opened. Told before anything else of it, by an I/O thread or a handler thread.
     *
     * @param connection the connection
     * @param transport {@code polling} or {@code websocket}
     */
    default void opened(long connection, String transport) {}

    /**
     * A connection has gone over from polling to WebSocket. Told by an I/O thread.
     *
     * @param connection the connection
     * @param nanos the time since the upgrade was asked for
     */
    default void upgraded(long connection, long nanos) {}

    /**
     * A connection was closed. Told once, by any thread; what was under way may still be told behind it.
     *
     * @param connection the connection
     * @param transport the last transport, {@code polling} or {@code websocket}
     * @param reason why, in the words of {@code EngineCloseReason}
     */
    default void closed(long connection, String transport, String reason) {}

    /**
     * The client's heartbeat came. Told by an I/O thread.
     *
     * @param connection the connection
     * @param roundTripNanos from queueing the ping to its pong, which includes waiting for a poll, and for reading that was paused; negative
     *     where it is not known, as with clients of version 3, which ping by themselves
     */
    default void heartbeat(long connection, long roundTripNanos) {}

    // ---------------------------------------------------------------- packets of Engine.IO

    /**
     * A packet came. Told by an I/O thread, before the packet is acted upon. The probe of an upgrade is not told.
     *
     * @param connection the connection
     * @param type the packet's type
     * @param bytes the size of its data
     */
    default void received(long connection, EnginePacketType type, int bytes) {}

    /**
     * A packet was written to the network. Told by the thread that wrote it, or was told of the end of the write: an I/O
     * thread, a handler thread, or whoever emitted. What serves a transport alone is not told: probes, and packets that
     * only end a poll.
     *
     * @param connection the connection
     * @param type the packet's type
     * @param bytes the size of its data
     */
    default void sent(long connection, EnginePacketType type, int bytes) {}

    /**
     * A batch of packets was written to the network, behind {@link #sent} for each of them and by the same thread.
     *
     * @param connection the connection
     * @param packets how many
     * @param bytes the size of their data
     * @param queuedPackets how many wait to go out now; none where the queue has drained
     * @param queuedBytes the size of their data
     */
    default void flushed(long connection, int packets, int bytes, int queuedPackets, int queuedBytes) {}

    /**
     * A message was dropped, by the outbound policy or because it was volatile. Told by whoever emitted.
     *
     * @param connection the connection
     * @param packets the packets of the message
     * @param bytes the size of their data
     */
    default void dropped(long connection, int packets, int bytes) {}

    // ---------------------------------------------------------------- Socket.IO

    /**
     * A socket was let into a namespace. Told on the socket's lane, before the application is told.
     *
     * @param connection the connection
     * @param namespace the namespace's name
     * @param id the socket's id
     */
    default void connected(long connection, String namespace, String id) {}

    /**
     * A client was not let into a namespace. Told by an I/O thread or on the socket's lane.
     *
     * @param connection the connection
     */
    default void refused(long connection) {}

    /**
     * A socket that was let in has gone. Told once, on the socket's lane, after its last event and before
     * {@code onDisconnecting}.
     *
     * @param connection the connection
     * @param namespace the namespace's name
     * @param id the socket's id
     * @param reason why, in the words of {@code DisconnectReason}
     */
    default void disconnected(long connection, String namespace, String id, String reason) {}

    /**
     * The handlers of an event have returned, or thrown. Told on the socket's lane. What they do later counts nowhere.
     *
     * @param connection the connection
     * @param namespace the namespace's name
     * @param event the event's name
     * @param nanos how long the handlers took together
     */
    default void handled(long connection, String namespace, String event, long nanos) {}

    /**
     * An event came that nobody handles. Told on the socket's lane.
     *
     * @param connection the connection
     * @param namespace the namespace's name
     */
    default void unhandled(long connection, String namespace) {}

    /**
     * A handler or a listener failed, now or later, or an event was refused. Told on the socket's lane, before the error
     * hook.
     *
     * @param connection the connection
     * @param namespace the namespace's name
     */
    default void failed(long connection, String namespace) {}

    /**
     * An event of the client was acknowledged. Told by whoever acknowledged it.
     *
     * @param connection the connection
     * @param namespace the namespace's name
     * @param nanos since the event's turn came
     */
    default void ackSent(long connection, String namespace, long nanos) {}

    /**
     * The client acknowledged an event of the server. Told by an I/O thread.
     *
     * @param connection the connection
     * @param namespace the namespace's name
     * @param nanos since the event was emitted
     */
    default void ackReceived(long connection, String namespace, long nanos) {}

    /**
     * No acknowledgement of an event of the server came, or will come. Told by any thread.
     *
     * @param connection the connection
     * @param namespace the namespace's name
     * @param reason why: {@code timeout}, {@code disconnected}, {@code too_many_pending} or {@code dropped}
     */
    default void ackMissed(long connection, String namespace, String reason) {}
}
