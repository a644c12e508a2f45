package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.common.run.Lane;
import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.server.DisconnectReason;
import io.jettio.server.Handshake;
import io.jettio.server.adapter.Flags;
import io.jettio.server.engine.SendResult;
import io.jettio.server.internal.engine.Outbound;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client in one namespace: its state, what it sends and gets, the acks that it owes. */
final class DefaultSocket extends EmittingSocket {
    private enum State {
        /** The middlewares judge. */
        CONNECTING,
        JOINED,
        ENDED
    }

    /** Changed under the lock only. */
    private volatile State state = State.CONNECTING;

    /** Whether the answer to CONNECT is queued and the socket has not ended: only then broadcasts are for it. */
    private volatile boolean welcomed;

    private boolean departed; // only on the lane

    @GuardedBy("this")
    private boolean disconnectedHere;

    /** Whether it counts in its namespace and its connection no more. */
    @GuardedBy("this")
    private boolean leftForGood;

    /** Makes a socket in a namespace that it has entered. */
    DefaultSocket(Connection connection, DefaultNamespace namespace, String id, Handshake handshake) {
        super(connection, namespace, id, handshake);
    }

    // ---------------------------------------------------------------- life

    /** Has the middlewares judge the connection(). */
    void begin() {
        namespace().beginJudging(this);
        namespace().occupancy().whenReady(() -> lane().add(first()));
    }

    private Lane.Task first() {
        Admission admission = new Admission(this, namespace());
        Recoverable recoverable = recoverable();
        PrivateIds ids = namespace().privateIds();
        return recoverable == null || ids == null ? admission : new SessionSearch(this, recoverable, ids, admission);
    }

    /**
     * The middlewares let it in, and the adapter registers it, under whose lock the answer to CONNECT and what the client
     * missed are queued.
     */
    boolean welcome(List<Outbound> first, List<Runnable> later) {
        synchronized (this) {
            if (state != State.CONNECTING) {
                return false;
            }
            state = State.JOINED;
            for (Outbound packets : first) {
                SendResult unused = connection().session().send(packets, later);
            }
            welcomed = true;
        }
        return true;
    }

    /** Whether nobody has let it in, and it has not ended. */
    synchronized boolean isConnecting() {
        return state == State.CONNECTING;
    }

    /**
     * The middlewares let it in. It is registered before the client is told, so that it misses no broadcast, and what is
     * broadcast meanwhile waits in {@link #deliver} until the answer is queued.
     */
    boolean admit(List<EnginePacket> answer) {
        List<Runnable> later = new ArrayList<>(1);
        synchronized (this) {
            if (state != State.CONNECTING) {
                return false;
            }
            state = State.JOINED;
            namespace().add(this);
            SendResult unused = connection().session().send(Outbound.kept(answer), later);
            welcomed = true;
        }
        later.forEach(Runnable::run);
        connection().joined();
        return true;
    }

    /** It is refused; whether the client is still there to be told, and it was not let in. */
    boolean reject() {
        synchronized (this) {
            if (state != State.CONNECTING) {
                return false;
            }
            state = State.ENDED;
        }
        connection().leave(this);
        return true;
    }

    /** The namespace was closed, while the middlewares judged or after. */
    void namespaceClosed() {
        if (reject()) {
            Refusals.send(connection(), namespace().name(), Refusals.invalid());
            lane().breakHold();
            leaveForGood();
        } else {
            disconnect();
        }
    }

    /** Nobody waits for it any more: it was not let in, or its lane is at its end. Only the first call counts. */
    void leaveForGood() {
        synchronized (this) {
            if (leftForGood) {
                return;
            }
            leftForGood = true;
        }
        connection().laneEnded();
        namespace().leave(this);
        Recoverable recoverable = recoverable();
        if (recoverable != null) {
            recoverable.gone();
        }
    }

    @Override
    synchronized boolean isJoined() {
        return state == State.JOINED;
    }

    @Override
    public boolean isOver() {
        return state == State.ENDED;
    }

    /** Ends the socket. Called on any thread. Only the first call counts; whether this was it. */
    boolean end(DisconnectReason reason) {
        boolean wasJoined;
        synchronized (this) {
            if (state == State.ENDED) {
                return false;
            }
            wasJoined = state == State.JOINED;
            Recoverable recoverable = recoverable();
            if (recoverable != null && wasJoined && reason.recoverable()) {
                recoverable.lost(); // before it is over: what is emitted now is logged, or refused, but is not lost in
                // between
            }
            state = State.ENDED;
            disconnectedHere = reason == DisconnectReason.SERVER_NAMESPACE_DISCONNECT;
            welcomed = false;
        }
        endAcks();
        if (wasJoined) {
            lane().add(new Departure(this, reason));
        } else {
            leaveForGood(); // a middleware may never have judged
        }
        lane().breakHold(); // whoever still judges, judges nothing that matters
        return true;
    }

    void departed() {
        departed = true;
        namespace().remove(this);
        leaveForGood();
    }

    /** On the lane: whether the application was told of the end, after which it is told of no event. */
    boolean hasDeparted() {
        return departed;
    }

    // ---------------------------------------------------------------- what comes

    void onEvent(EventPacket event, int size) {
        connection().inflow().arrived(size);
        lane().add(new EventTask(this, event, size, exceeded(event)));
    }

    // ---------------------------------------------------------------- what goes

    @Override
    EmitResult emitLogged(EventPacket packet, Flags flags) {
        return namespace().emit(this, packet, flags);
    }

    @Override
    SendResult deliver(Outgoing outgoing) {
        return deliver(outgoing, null);
    }

    @Override
    SendResult deliver(Outgoing outgoing, @Nullable Consumer<Boolean> done) {
        if (!welcomed && !isWelcomed()) {
            return SendResult.REFUSED;
        }
        Outbound outbound = outgoing.encoded(connection().revision());
        SendResult result = connection().send(this, done == null ? outbound : outbound.told(done), null);
        tellOutgoing(outgoing.packet(), result);
        return result;
    }

    @Override
    SendResult queue(Outgoing outgoing, List<Runnable> later) {
        if (!welcomed && !isWelcomed()) {
            return SendResult.REFUSED;
        }
        SendResult result =
                connection().send(this, outgoing.encoded(connection().revision()), later);
        tellOutgoing(outgoing.packet(), result);
        return result;
    }

    /** Whoever holds the lock may be queueing the answer to CONNECT. */
    private synchronized boolean isWelcomed() {
        return welcomed;
    }

    // ---------------------------------------------------------------- the rest of the API

    @Override
    public boolean connected() {
        return isJoined();
    }

    @Override
    public String transport() {
        return connection().session().transportKind().wireName();
    }

    @Override
    public void disconnect() {
        if (!isJoined()) {
            return;
        }
        if (!connection().endHere(this)) {
            boolean unused =
                    end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT); // unless whoever took it off is about to say why
            return;
        }
        try {
            boolean unused = end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
            if (isDisconnectedHere()) {
                connection().send(new DisconnectPacket(namespace().name()));
            }
        } finally {
            connection().endedHere(namespace().name());
        }
    }

    /** Whether it was ended at our wish, by this call or by another one. */
    private synchronized boolean isDisconnectedHere() {
        return disconnectedHere;
    }

    @Override
    public void disconnectAll() {
        connection().disconnectAll();
    }
}
