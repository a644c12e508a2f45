package io.jettio.client.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.engine.EngineCloseReason;
import io.jettio.client.engine.EngineException;
import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.TransportType;
import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.OpenData;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One session on fake carriers and a stepped strand, and everything that it told. */
final class SessionFixture implements EngineEvents {
    static final String RS = "\u001e";

    final SteppedStrand strand = new SteppedStrand();
    final FakeCarriers carriers = new FakeCarriers();
    final List<String> told = new ArrayList<>();
    final List<String> messages = new ArrayList<>();
    private final EngineOptions options;
    private final EngineContext context;
    EngineSession session;
    private @Nullable Throwable failure;
    int releasedPackets;
    long releasedBytes;

    SessionFixture(Consumer<EngineOptions.Builder> options) {
        EngineOptions.Builder builder = EngineOptions.builder();
        options.accept(builder);
        this.options = builder.build();
        this.context = new EngineContext(this.options, carriers, strand, strand, strand);
        this.session = newSession();
    }

    EngineSession newSession() {
        Endpoint endpoint = Endpoint.of(URI.create("http://host:1"), options);
        session = new EngineSession(endpoint, context, this);
        return session;
    }

    /** A session over polling only. */
    static SessionFixture polling() {
        return new SessionFixture(o -> o.transports(TransportType.POLLING));
    }

    static String handshake(String upgrades, int maxPayload) {
        return "0{\"sid\":\"s1\",\"upgrades\":[" + upgrades
                + "],\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":" + maxPayload + "}";
    }

    /** Opens over polling, offering WebSocket. */
    SessionFixture opened() {
        return opened(1_000_000);
    }

    SessionFixture opened(int maxPayload) {
        session.open();
        carriers.lastGet().answer(handshake("\"websocket\"", maxPayload));
        strand.run();
        return this;
    }

    SessionFixture openedOverWebSocket() {
        session.open();
        carriers.webSocketConnection().listener.opened(HttpCarrier.Headers.NONE);
        carriers.webSocketConnection().receive(handshake("", 1_000_000));
        strand.run();
        return this;
    }

    void poll(String body) {
        carriers.lastGet().answer(body);
        strand.run();
    }

    void send(String... texts) {
        for (String text : texts) {
            session.send(List.of(Frame.text(text)));
        }
        strand.run();
    }

    @Override
    public void opened(OpenData handshake) {
        told.add("opened");
    }

    @Override
    public void message(Frame message) {
        messages.add(new String(message.toByteArray(), StandardCharsets.UTF_8));
    }

    @Override
    public void released(int packets, long bytes) {
        releasedPackets += packets;
        releasedBytes += bytes;
    }

    @Override
    public void upgraded(TransportType transport) {
        told.add("upgraded");
    }

    @Override
    public void closed(EngineCloseReason reason, @Nullable Throwable cause) {
        told.add("closed: " + reason);
        failure = cause;
    }

    /** What the session ended with. */
    EngineException failure() {
        assertThat(failure).isInstanceOf(EngineException.class);
        return (EngineException) failure;
    }
}
