package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.jettio.protocol.Frame;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.Decoder;
import io.jettio.protocol.parser.Encoder;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server with a parser of the application's, whose frames are the default one's behind a sign of its own. */
@Tag("feature:2.13")
class OwnParserTest {
    private static final String SIGN = "~";

    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench(options -> options.parser(signed()));

    @AfterEach
    void close() {
        bench.close();
    }

    /** Whatever it throws. */
    @Test
    void aParserThatFailsEndsTheConnectionThatItReads() {
        log.expect("a message could not be taken");
        FakeWebSocket other = bench.open();
        FakeWebSocket peer = bench.open().receive("40"); // without the sign, which it asserts

        assertThat(peer.isAborted()).isTrue();
        assertThat(other.isAborted()).isFalse();
    }

    private static Parser signed() {
        Parser inner = new JsonParser(GsonJsonCodec.shared());
        Parser signed = mock(Parser.class);
        when(signed.payload(any())).thenAnswer(call -> inner.payload(call.getArgument(0)));
        when(signed.encoder(any())).thenAnswer(call -> {
            Encoder encoder = inner.encoder(call.getArgument(0));
            return (Encoder) packet -> encoder.encode(packet).stream()
                    .<Frame>map(frame -> Frame.text(SIGN + ((Frame.Text) frame).text()))
                    .toList();
        });
        when(signed.newDecoder(any(), any())).thenAnswer(call -> {
            Decoder decoder = inner.newDecoder(call.getArgument(0), call.getArgument(1));
            return (Decoder) frame -> {
                String text = ((Frame.Text) frame).text();
                assertThat(text).startsWith(SIGN);
                return decoder.add(Frame.text(text.substring(SIGN.length())));
            };
        });
        return signed;
    }

    @Test
    void allThatPassesIsInTheParsersFormat() {
        bench.io()
                .onConnection(socket -> socket.onWithAck("ask", Integer.class, (n, ack) -> {
                    socket.emit("heard", n);
                    ack.send(n + 1);
                }));
        FakeWebSocket peer = bench.open().receive("4~0");
        eventually(() -> assertThat(peer.sent()).singleElement().asString().startsWith("4~0{\"sid\":\""));
        peer.forgetSent().receive("4~27[\"ask\",1]");
        awaitSent(peer, "4~2[\"heard\",1]", "4~37[2]");
    }
}
