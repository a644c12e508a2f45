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
import java.util.Random;

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
        return PollingSession.open(endpoint);
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
        return closing(Channel.open(transport, endpoint).speaking(packets));
    }

    /** The same, in the main namespace by the contract {@code socket}, its first event read. */
    public Channel joined(Transport transport) {
        Channel channel = channel(transport);
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
