package io.jettio.harness.server;

import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Trial;
import io.jettio.harness.wire.Channel;
import io.jettio.harness.wire.Channel.Packets;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.Inexpressible;
import io.jettio.harness.wire.PollingSession;
import io.jettio.harness.wire.RawExchange;
import io.jettio.harness.wire.WebSocketPeer;
import io.jettio.harness.wire.WebSocketPeer.Pings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** One run of a case: the server, and everything that the case opens on it. */
public final class ServerTrial extends Trial {
    /** What a read of a time that the server decides may take beyond it. */
    private static final Duration GRACE = Duration.ofSeconds(4);

    private static final int LINES = 60;

    private final Endpoint endpoint;
    private final Endpoint patient;
    private final Facts facts;
    private final Dialect dialect;
    private final Packets packets;
    private final Random random;

    private final long begun = System.nanoTime();

    /** When the server was last seen to have ended something, as {@link System#nanoTime()} counts; told by any thread. */
    private volatile long ended = begun;

    /** How long each session that is read over HTTP was left without a pong. */
    private final List<Supplier<Duration>> neglects = new ArrayList<>();

    ServerTrial(Endpoint server, Facts facts, Dialect dialect, Packets packets, long seed) {
        super(LINES);
        this.facts = facts;
        this.dialect = dialect;
        this.packets = packets;
        this.random = new Random(seed);
        endpoint = server.toldTo(this);
        patient = new Endpoint(
                server.base(),
                server.path(),
                endpoint.access().patient(facts.lifetime().plus(GRACE)));
    }

    /** From the middle of the time in which a pong is due: the server has counted from before this side did. */
    @Override
    protected boolean late() {
        Duration bound = facts.pingInterval().plus(facts.pingTimeout().dividedBy(2));
        return neglects.stream().anyMatch(neglected -> neglected.get().compareTo(bound) > 0);
    }

    @Override
    public void ended() {
        ended = System.nanoTime();
    }

    /** No session ends for want of a pong before it is so old. */
    @Override
    protected boolean mayHaveTimedOut() {
        return ended - begun >= facts.lifetime().toNanos();
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** The same server for cases that wait for its heartbeat. */
    public Endpoint patientEndpoint() {
        return patient;
    }

    public Facts facts() {
        return facts;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Numbers that a run's seed and the case's id decide. */
    public Random random() {
        return random;
    }

    /** Cases that write packets of their own write text. */
    private void byText() {
        if (packets != Packets.JSON) {
            throw new Inexpressible("packets that are written as text");
        }
    }

    /** A polling session of which nothing was asked yet. */
    public PollingSession session() {
        byText();
        PollingSession session = PollingSession.open(endpoint);
        neglects.add(session::neglected);
        return session;
    }

    /** A polling session on which the application answers. */
    public PollingSession answering() {
        PollingSession session = session();
        for (String packet : dialect.greeting()) {
            session.send(packet);
            Expect.startsWith(session.packet(), packet);
            Expect.startsWith(session.packet(), "42");
        }
        return session;
    }

    /** A WebSocket session, its handshake read, its pings answered. */
    public WebSocketPeer peer(String... headerLines) {
        return peer(Pings.ANSWERED, endpoint, headerLines);
    }

    public WebSocketPeer peer(Pings pings, Endpoint server, String... headerLines) {
        byText();
        WebSocketPeer peer = closing(WebSocketPeer.open(pings, server, "EIO=4&transport=websocket", headerLines));
        Expect.startsWith(peer.text(), "0{");
        return peer;
    }

    /** A WebSocket session that nobody closes because it joined no namespace. */
    public WebSocketPeer joinedPeer() {
        WebSocketPeer peer = peer();
        if (dialect == Dialect.SOCKET) {
            peer.sendText("40");
            Expect.startsWith(peer.text(), "4");
        }
        return peer;
    }

    /** A WebSocket session on which the application answers. */
    public WebSocketPeer answeringPeer() {
        return greeted(peer());
    }

    public WebSocketPeer greeted(WebSocketPeer peer) {
        for (String packet : dialect.greeting()) {
            peer.sendText(packet);
            Expect.startsWith(peer.text(), packet);
            Expect.startsWith(peer.text(), "42");
        }
        return peer;
    }

    /** A WebSocket on a session that exists, for the upgrade. */
    public WebSocketPeer candidate(PollingSession session) {
        return closing(WebSocketPeer.open(endpoint, session.upgradeQuery()));
    }

    /** A candidate that has taken the session over. */
    public WebSocketPeer upgraded(PollingSession session) {
        WebSocketPeer peer = candidate(session);
        peer.sendText("2probe");
        Expect.equal(peer.text(), "3probe");
        peer.sendText("5");
        return peer;
    }

    /** Demands an echo of a text. */
    public void echoes(PollingSession session, String text) {
        session.send(dialect.ask(text));
        dialect.expect(session.packet(), text);
    }

    public void echoes(WebSocketPeer peer, String text) {
        peer.sendText(dialect.ask(text));
        dialect.expect(peer.text(), text);
    }

    /** Socket.IO packets over a transport, none sent yet. */
    public Channel channel(Transport transport) {
        return opened(Channel.open(transport, endpoint));
    }

    private Channel opened(Channel channel) {
        neglects.add(channel::neglected);
        return closing(channel.speaking(packets));
    }

    /** The same, in the main namespace by the contract {@code socket}, its first event read. */
    public Channel joined(Transport transport) {
        return joined(channel(transport));
    }

    /** The same over polling, read by a thread of its own: for a case that is busy with others for long. */
    public Channel joinedAndAttended() {
        return joined(opened(Channel.attended(endpoint)));
    }

    private static Channel joined(Channel channel) {
        channel.send("0");
        Expect.startsWith(channel.receive(), "0{");
        Expect.packet(channel.receive(), "2", "[\"auth\",{}]");
        return channel;
    }

    /** A request, or its beginning, that the server has seen by now. */
    public RawExchange held(byte[] request) {
        return closing(RawExchange.held(endpoint, request));
    }

    public RawExchange raw() {
        return closing(RawExchange.open(endpoint));
    }
}
