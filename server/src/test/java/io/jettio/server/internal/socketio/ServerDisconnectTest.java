package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.Encoder;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.AckPacket;
import io.jettio.protocol.socketio.DisconnectPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.server.internal.fixture.Joined;
import io.jettio.server.internal.fixture.SocketIoBench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server disconnects a socket while its client sends; the parser is where the one is held up for the other. */
@Timeout(60)
final class ServerDisconnectTest {
    private volatile Class<?> held = Void.class;
    private Runnable meanwhile = () -> {};
    private final SocketIoBench bench = new SocketIoBench(options -> options.parser(holding()));
    private final Joined joined = Joined.to(bench);
    private final Joined other = Joined.to(bench);

    @AfterEach
    void close() {
        bench.close();
    }

    private Parser holding() {
        Parser inner = new JsonParser(GsonJsonCodec.shared());
        Parser parser = mock(Parser.class);
        when(parser.payload(any())).thenAnswer(call -> inner.payload(call.getArgument(0)));
        when(parser.newDecoder(any(), any()))
                .thenAnswer(call -> inner.newDecoder(call.getArgument(0), call.getArgument(1)));
        when(parser.encoder(any())).thenAnswer(call -> {
            Encoder encoder = inner.encoder(call.getArgument(0));
            return (Encoder) packet -> {
                meet(packet);
                return encoder.encode(packet);
            };
        });
        return parser;
    }

    private void meet(Packet packet) {
        if (held.isInstance(packet)) {
            held = Void.class;
            meanwhile.run();
        }
    }

    /** Handlers have had the time to answer whatever came before. */
    private void handlersRun() {
        other.socket().on("run", payload -> other.socket().emit("ran"));
        other.peer().forgetSent().receive("42[\"run\"]");
        awaitSent(other.peer(), "42[\"ran\"]");
        other.peer().receive("42[\"run\"]");
        awaitSent(other.peer(), "42[\"ran\"]", "42[\"ran\"]");
    }

    @Test
    void aClientThatLeavesAndJoinsAgainMeanwhileIsToldOfTheOldEndFirst() {
        held = DisconnectPacket.class;
        meanwhile = () -> {
            joined.peer().receive("41").receive("40");
            handlersRun();
        };

        joined.socket().disconnect();

        eventually(() -> assertThat(joined.peer().sent()).hasSize(2));
        assertThat(joined.peer().sent().get(0)).isEqualTo("41");
        assertThat(joined.peer().sent().get(1)).startsWith("40{");
        joined.peer().receive("42[\"heard\"]");
        assertThat(joined.peer().isAborted()).isFalse();
        assertThat(bench.io().of("/").sockets()).hasSize(2).doesNotContain(joined.socket());
    }

    @Test
    void aClientMayNotJoinTwiceMeanwhile() {
        held = DisconnectPacket.class;
        meanwhile = () -> joined.peer().receive("40").receive("40");

        joined.socket().disconnect();

        assertThat(joined.peer().isAborted()).isTrue();
    }

    /** Whoever holds a socket's monitor keeps its packets from it for so long. */
    @Test
    void aPacketThatCrossesTheDisconnectIsIgnored() throws InterruptedException {
        Thread receiving = new Thread(() -> joined.peer().receive("42[\"late\"]"), "receiving");
        synchronized (joined.socket()) {
            receiving.start();
            eventually(() -> assertThat(receiving.getState()).isEqualTo(Thread.State.BLOCKED));
            joined.socket().disconnect();
        }
        receiving.join();

        awaitSent(joined.peer(), "41");
        assertThat(joined.peer().isAborted()).isFalse();
        joined.peer().receive("40");
        eventually(() -> assertThat(joined.peer().sent()).hasSize(2));
    }

    @Test
    void anAckThatMeetsTheDisconnectIsNotSent() {
        joined.socket().onWithAck("ask", String.class, (text, ack) -> ack.send(text));
        held = AckPacket.class;
        meanwhile = joined.socket()::disconnect;

        joined.peer().receive("421[\"ask\",\"x\"]");

        awaitSent(joined.peer(), "41");
        handlersRun();
        awaitSent(joined.peer(), "41");
    }
}
