package io.jettio.client.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.DisconnectReason;
import io.jettio.client.Socket;
import io.jettio.client.SocketIo;
import io.jettio.client.engine.TransportType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** RFC 6455 as the client speaks it, by the bytes that a server sees and sends. */
final class WebSocketFramesTest {
    private static final String OPEN =
            "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";
    private static final String CONNECT = "40{\"sid\":\"x\"}";

    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

    private Socket connect(RawServer server) {
        return SocketIo.connect(
                server.url(),
                options -> options.transports(TransportType.WEBSOCKET).reconnection(false),
                socket -> {
                    socket.onConnect(() -> told.add("connect"));
                    socket.onDisconnect(told::add);
                    socket.onConnectError(error -> told.add("error"));
                    socket.on("text", String.class, told::add);
                });
    }

    private static RawServer joined(RawServer.Script then) {
        return new RawServer(exchange -> {
            exchange.acceptWebSocket();
            exchange.text(OPEN);
            exchange.awaitMessage();
            exchange.text(CONNECT);
            then.serve(exchange);
            exchange.hold();
        });
    }

    private Object next() throws InterruptedException {
        return told.poll(30, TimeUnit.SECONDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void closeIsAnsweredWithItsCodeAndEndsTheTransport() throws Exception {
        BlockingQueue<RawServer.Exchange.ClientFrame> answers = new LinkedBlockingQueue<>();
        try (RawServer server = joined(exchange -> {
                    exchange.frame(0x88, new byte[] {3, (byte) 0xe9, 'b', 'y', 'e'});
                    answers.add(exchange.awaitFrame());
                });
                Socket socket = connect(server)) {
            assertThat(next()).isEqualTo("connect");
            assertThat(next()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
            RawServer.Exchange.ClientFrame answer = answers.poll(30, TimeUnit.SECONDS);
            assertThat(answer.first()).isEqualTo(0x88);
            assertThat(answer.payload()).isEqualTo("\u0003\u00e9");
            assertThat(socket.active()).isFalse();
        }
    }

    @Test
    void endWithoutACloseFrameIsACloseOfTheTransportAsInJavaScript() throws Exception {
        try (RawServer server = joined(exchange -> {
                    throw new IOException("as scripted");
                });
                Socket socket = connect(server)) {
            assertThat(next()).isEqualTo("connect");
            assertThat(next()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
            assertThat(socket.active()).isFalse();
        }
    }

    @Test
    void pingIsAnsweredWithWhatItContains() throws Exception {
        BlockingQueue<RawServer.Exchange.ClientFrame> answers = new LinkedBlockingQueue<>();
        try (RawServer server = joined(exchange -> {
                    exchange.frame(0x89, bytes("are you there"));
                    answers.add(exchange.awaitFrame());
                });
                Socket socket = connect(server)) {
            RawServer.Exchange.ClientFrame answer = answers.poll(30, TimeUnit.SECONDS);
            assertThat(answer.first()).isEqualTo(0x8a);
            assertThat(answer.payload()).isEqualTo("are you there");
            assertThat(next()).isEqualTo("connect");
            assertThat(socket.connected()).isTrue();
        }
    }

    @Test
    void fragmentsAreOneMessageWithAPingBetween() throws Exception {
        try (RawServer server = joined(exchange -> {
                    exchange.frame(0x01, bytes("42[\"te"));
                    exchange.frame(0x89, new byte[0]);
                    exchange.frame(0x00, bytes("xt\",\"a"));
                    exchange.frame(0x80, bytes("b\"]"));
                });
                Socket socket = connect(server)) {
            assertThat(next()).isEqualTo("connect");
            assertThat(next()).isEqualTo("ab");
            assertThat(socket.connected()).isTrue();
        }
    }

    @Test
    void whatComesWithTheAnswerToTheHandshakeIsRead() throws Exception {
        try (RawServer server = new RawServer(exchange -> {
                    exchange.acceptWebSocket("", OPEN);
                    exchange.awaitMessage();
                    exchange.text(CONNECT);
                    exchange.hold();
                });
                Socket socket = connect(server)) {
            assertThat(next()).isEqualTo("connect");
            assertThat(socket.connected()).isTrue();
        }
    }

    @Test
    void subprotocolThatWasNotOfferedIsAConnectError() throws Exception {
        try (RawServer server = new RawServer(exchange -> {
                    exchange.acceptWebSocket("Sec-WebSocket-Protocol: other\r\n", "");
                    exchange.hold();
                });
                Socket socket = connect(server)) {
            assertThat(next()).isEqualTo("error");
            assertThat(socket.active()).isFalse();
        }
    }

    @Test
    void extensionThatWasNotOfferedIsAConnectError() throws Exception {
        try (RawServer server = new RawServer(exchange -> {
                    exchange.acceptWebSocket("Sec-WebSocket-Extensions: permessage-deflate\r\n", "");
                    exchange.hold();
                });
                Socket socket = connect(server)) {
            assertThat(next()).isEqualTo("error");
            assertThat(socket.active()).isFalse();
        }
    }
}
