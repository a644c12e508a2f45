package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.common.time.Deadline;
import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.engineio.EngineVersion;
import io.jettio.protocol.parser.Decoder;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.ConnectErrorPacket;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.Decoded;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.ProtocolRevision;
import io.jettio.server.DisconnectReason;
import io.jettio.server.Handshake;
import io.jettio.server.SocketIoServerOptions;
import io.jettio.server.adapter.Flags;
import io.jettio.server.engine.EngineCloseReason;
import io.jettio.server.engine.SendResult;
import io.jettio.server.internal.PacketLog;
import io.jettio.server.internal.engine.EngineSession;
import io.jettio.server.internal.engine.Outbound;
import io.jettio.server.internal.engine.SessionListener;
import io.jettio.server.internal.run.Inflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One engine session as Socket.IO sees it: the namespaces that its client has joined. Messages come one at a time, on
 * I/O threads; the table of namespaces has the connection as its lock.
 */
final class Connection implements SessionListener {
    private final DefaultSocketIoServer server;
    private final EngineSession session;
    private final ProtocolRevision revision;
    private final Decoder decoder; // only by the one who feeds messages
    private final Inflow inflow;
    private final Deadline connectDeadline;

    /** By namespace: a {@link DefaultSocket}, or a {@link NamespaceSearch}. */
    @GuardedBy("this")
    private final Map<String, Object> namespaces = new HashMap<>(2);

    /** Null until the first. */
    @GuardedBy("this")
    private @Nullable EndedHere endedHere;

    /**
     * Sockets and searches whose lane is not at its end: a client that joins and leaves faster than its handlers return
     * must not gather them without bound. There may be twice as many as namespaces, since a lane ends a little after its namespace is left.
     */
    @GuardedBy("this")
    private int living;

    @GuardedBy("this")
    private boolean closed;

    /** Whether a socket wants to be told when everything is out. */
    private volatile boolean drainAwaited;

    Connection(DefaultSocketIoServer server, EngineSession session) {
        this.server = server;
        this.session = session;
        this.revision = session.version() == EngineVersion.V3 ? ProtocolRevision.V4 : ProtocolRevision.V5;
        this.decoder =
                server.parser().newDecoder(revision, server.options().engine().limits());
        this.inflow = new Inflow(session::pauseReading, session::resumeReading);
        this.connectDeadline = server.engineCore()
                .deadlines()
                .schedule(
                        server.engineCore().deadlines().now()
                                + server.options().connectTimeout().toNanos(),
                        this::connectTimedOut);
    }

    /** What every connection begins with: in revision 4 the server joins the client to the main namespace. */
    void begin() {
        if (revision == ProtocolRevision.V4) {
            connect(new ConnectPacket(Packet.MAIN_NAMESPACE, "", server.parser().payload(List.of())));
        }
    }

    EngineSession session() {
        return session;
    }

    ProtocolRevision revision() {
        return revision;
    }

    Inflow inflow() {
        return inflow;
    }

    Parser parser() {
        return server.parser();
    }

    SocketIoServerOptions options() {
        return server.options();
    }

    /** Sends a packet that must not be dropped. */
    void send(Packet packet) {
        session.send(Outgoing.messages(parser().encoder(revision).encode(packet)));
    }

    /** Sends a packet of a socket's that must not be dropped, unless the socket has ended; whether it is on its way. */
    boolean send(EmittingSocket socket, Packet packet) {
        Outbound kept =
                Outbound.kept(Outgoing.messages(parser().encoder(revision).encode(packet)));
        return session.send(kept, socket, null) == SendResult.ACCEPTED;
    }

    /** Sends an event as its flags say; {@code done} is told of its end where they let it be dropped. */
    SendResult send(EmittingSocket socket, EventPacket packet, Flags flags, @Nullable Consumer<Boolean> done) {
        List<EnginePacket> messages =
                Outgoing.messages(parser().encoder(revision).encode(packet));
        return send(socket, Outgoing.outbound(messages, packet, flags, done), null);
    }

    /** Sends what is encoded, unless the socket has ended; {@code later} as in {@link EngineSession#send}, or null. */
    SendResult send(EmittingSocket socket, Outbound outbound, @Nullable List<Runnable> later) {
        SendResult result = session.send(outbound, socket, later);
        if (result == SendResult.DROPPED) {
            drainAwaited = true;
        }
        return result;
    }

    /** Whether the queue is short; where it is not, the sockets are told when it is empty. */
    boolean isWritable() {
        if (session.isWritable()) {
            return true;
        }
        drainAwaited = true;
        return session.isWritable(); // it may have drained before that was seen
    }

    @Override
    public void onDrained() {
        if (drainAwaited) {
            drainAwaited = false;
            for (Object known : known()) {
                if (known instanceof DefaultSocket socket) {
                    socket.onDrained();
                }
            }
        }
    }

    // ---------------------------------------------------------------- receiving

    @Override
    public void onMessage(Frame message) {
        Decoded decoded = decoder.add(message);
        if (decoded instanceof ConnectPacket connect) {
            connect(connect);
        } else if (decoded instanceof ConnectErrorPacket) {
            throw new PacketException("CONNECT_ERROR from a client", 0);
        } else {
            DefaultSocket socket = joined(decoded.namespace());
            if (socket == null) {
                return; // ended by us; what it still sends is ignored
            }
            if (decoded instanceof EventPacket event) {
                trace("EVENT", event.namespace(), event.id());
                socket.onEvent(event, event.arguments().bytes());
            } else if (decoded instanceof AckPacket ack) {
                trace("ACK", ack.namespace(), ack.id());
                socket.onAck(ack);
            } else if (decoded instanceof DisconnectPacket) {
                leave(socket);
                socket.end(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
            }
            // Pending attachments of a joined namespace are simply awaited.
        }
    }

    private static void trace(String type, String namespace, long id) {
        if (PacketLog.isOn()) {
            PacketLog.packet("received", type, namespace, id);
        }
    }

    /** The joined socket, or null where we ended it; anything else breaks the protocol. */
    private @Nullable DefaultSocket joined(String namespace) {
        Object known;
        synchronized (this) {
            known = namespaces.get(namespace);
        }
        if (known instanceof DefaultSocket socket && socket.isJoined()) {
            return socket;
        }
        synchronized (this) { // which may have ended it since
            if (closed || (endedHere != null && endedHere.contains(namespace))) {
                return null;
            }
        }
        throw new PacketException("a packet for a namespace that was never joined", -1);
    }

    private void connect(ConnectPacket packet) {
        connect(packet, false);
    }

    private void connect(ConnectPacket packet, boolean hasWaited) {
        String name = packet.namespace();
        Handshake handshake = NamespaceQuery.handshake(session.handshake(), packet, parser());
        Namespaces all = server.registry();
        DefaultNamespace declared = all.allows(name) ? all.find(name) : null;
        boolean asked = declared == null || declared.parent() != null;
        boolean findable = all.allows(name) && (!asked || !all.parents().isEmpty());
        DefaultSocket socket = null;
        NamespaceSearch search = null;
        synchronized (this) {
            if (closed || isHeldBack(packet, hasWaited)) {
                return;
            }
            if (namespaces.containsKey(name)) {
                throw new PacketException("a second CONNECT to one namespace", 0);
            }
            if (findable
                    && living < 2 * options().maxNamespaces()
                    && namespaces.size() < options().maxNamespaces()) {
                if (declared == null || declared.parent() != null) {
                    search = new NamespaceSearch(this, all, packet, handshake);
                    joins(name, search);
                } else if (declared.occupancy().enter()) {
                    socket = new DefaultSocket(this, declared, newId(name), handshake);
                    joins(name, socket);
                } else {
                    findable = false; // it is being closed
                }
            }
        }
        if (socket != null) {
            socket.begin();
        } else if (search != null) {
            search.begin();
        } else {
            String refused = findable ? "Too many namespaces" : Refusals.INVALID;
            refuse(name, Map.of("message", refused), refused);
        }
    }

    @GuardedBy("this")
    private boolean isHeldBack(ConnectPacket packet, boolean hasWaited) {
        if (endedHere == null) {
            return false;
        }
        if (hasWaited) {
            endedHere.goesOn(packet.namespace());
            return false;
        }
        return endedHere.holdsBack(packet);
    }

    @GuardedBy("this")
    private void joins(String name, Object socketOrSearch) {
        namespaces.put(name, socketOrSearch);
        living++;
        if (endedHere != null) {
            endedHere.joinsAgain(name);
        }
    }

    /** A search has found a namespace, and has entered it. */
    void found(NamespaceSearch search, DefaultNamespace namespace) {
        DefaultSocket socket = null;
        synchronized (this) {
            if (!closed && namespaces.get(search.name()) == search) {
                socket = new DefaultSocket(this, namespace, newId(search.name()), search.handshake());
                namespaces.put(search.name(), socket);
            } else {
                living--;
            }
        }
        if (socket == null) {
            namespace.leave();
        } else {
            socket.begin();
        }
    }

    /** A search has found nothing; whether the client is there to be told. */
    synchronized boolean foundNothing(NamespaceSearch search) {
        return namespaces.remove(search.name(), search) && !closed;
    }

    /** A client of revision 4 makes its id from the session's; the server has to know it by the same. */
    private String newId(String namespace) {
        if (revision == ProtocolRevision.V5) {
            return server.engineCore().newId();
        }
        return namespace.equals(Packet.MAIN_NAMESPACE) ? session.id() : namespace + "#" + session.id();
    }

    /** Answers that a namespace cannot be joined. */
    void refuse(String namespace, Map<String, Object> error, String message) {
        Object data = revision == ProtocolRevision.V5 ? error : error.getOrDefault("data", message);
        send(new ConnectErrorPacket(namespace, parser().payload(List.of(data))));
        Observed.refused(this, server.engineCore().observers());
    }

    // ---------------------------------------------------------------- namespaces come and go

    /** The lane of a socket, or of a search that found nothing, is at its end. */
    synchronized void laneEnded() {
        living--;
    }

    /** A socket was let in: the connection has done what it was opened for. */
    void joined() {
        server.engineCore().deadlines().cancel(connectDeadline);
    }

    /** Takes a socket's namespace off at the client's wish; it may join again. */
    void leave(DefaultSocket socket) {
        synchronized (this) {
            namespaces.remove(socket.namespace().name(), socket);
        }
    }

    /**
     * Takes a socket's namespace off at our wish; what is on the wire for it already is ignored. Whether it was there: then
     * {@link #endedHere} has to follow.
     */
    synchronized boolean endHere(DefaultSocket socket) {
        String name = socket.namespace().name();
        if (!namespaces.remove(name, socket)) {
            return false; // the client has left it, or the connection is closed
        }
        if (endedHere == null) {
            endedHere = new EndedHere(options().maxNamespaces());
        }
        endedHere.begin(name);
        return true;
    }

    /** The client was told of an end at our wish, or need not be; it may join again. */
    void endedHere(String name) {
        ConnectPacket next;
        synchronized (this) {
            next = endedHere == null ? null : endedHere.told(name);
        }
        if (next != null) { // on a thread that holds no lock, as the caller may
            server.engineCore().threads().execute(() -> connect(next, true));
        }
    }

    /** Has every socket leave its namespace, then closes after what is queued. */
    void disconnectAll() {
        synchronized (this) {
            closed = true; // nobody joins any more
        }
        for (Object known : known()) {
            if (known instanceof DefaultSocket socket) {
                socket.disconnect();
            }
        }
        session.close(EngineCloseReason.FORCED_CLOSE);
    }

    private synchronized List<Object> known() {
        return new ArrayList<>(namespaces.values());
    }

    private void connectTimedOut() {
        for (Object known : known()) {
            if (known instanceof DefaultSocket socket && socket.isJoined()) {
                return;
            }
        }
        session.end(EngineCloseReason.FORCED_CLOSE, true);
    }

    @Override
    public void onClose(EngineCloseReason reason) {
        List<Object> ended;
        synchronized (this) {
            closed = true;
            ended = new ArrayList<>(namespaces.values());
            namespaces.clear();
        }
        server.engineCore().deadlines().cancel(connectDeadline);
        for (Object known : ended) {
            if (known instanceof DefaultSocket socket) {
                socket.end(DisconnectReason.of(reason));
            } else if (known instanceof NamespaceSearch search) {
                boolean unused = search.end();
            }
        }
    }
}
