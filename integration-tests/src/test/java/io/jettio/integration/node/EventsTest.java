package io.jettio.integration.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.SocketIoServer;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events between our server and the official client. */
class EventsTest extends NodeInteropTest {
    private static final byte[] BYTES = {0, 1, 2, (byte) 0xff};

    @ParameterizedTest
    @EnumSource
    void textReachesTheOtherSide(Transports transports) {
        SocketIoServer io = listening();
        Inbox<String> received = new Inbox<>("texts at the server");
        io.onConnection(socket -> {
            socket.on("text", String.class, received::put);
            socket.on("greet", String.class, name -> socket.emit("greeting", "Hello, " + name, "and welcome"));
        });
        PeerSocket client = client(io, transports).connect();

        client.emit("text", "plain");
        client.emit("text", "");
        client.emit("text", "line one\nline \"two\"\u2028\u0000\u001e");
        client.emit("greet", "Ada");

        assertThat(received.take(3)).containsExactly("plain", "", "line one\nline \"two\"\u2028\u0000\u001e");
        PeerSocket.Event greeting = client.await("greeting");
        assertThat(greeting.arguments()).containsExactly("Hello, Ada", "and welcome");
        assertThat(greeting.transport()).isEqualTo(transports.last());
    }

    @ParameterizedTest
    @EnumSource
    void valuesKeepTheirMeaningBothWays(Transports transports) {
        SocketIoServer io = listening();
        Inbox<List<Object>> received = new Inbox<>("values at the server");
        io.onConnection(socket -> socket.on("values", payload -> {
            List<Object> values = values(payload);
            received.put(values);
            socket.emitAll("values", values);
        }));
        PeerSocket client = client(io, transports).connect();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("list", Arrays.asList(1L, null, List.of(), Map.of()));
        map.put("_placeholder", false);
        map.put("", "empty name");
        Object[] values = {
            0L,
            -1L,
            9_007_199_254_740_991L,
            -9_007_199_254_740_991L,
            0.1,
            -2.5e-7,
            1.5e300,
            true,
            null,
            "Grüße, мир, 世界, \ud83d\ude00, e\u0301",
            map
        };

        client.emit("values", values);

        assertThat(received.take()).containsExactly(values);
        assertThat(client.await("values").arguments()).containsExactly(values);
    }

    @ParameterizedTest
    @EnumSource
    void integersBeyondDoublesAreRoundedByTheClientOnly(Transports transports) {
        SocketIoServer io = listening();
        io.onConnection(socket -> socket.emit("large", Long.MAX_VALUE, 1L << 60));
        PeerSocket client = client(io, transports).connect();
        assertThat(client.await("large").arguments())
                .containsExactly(new BigInteger("9223372036854776000"), 1_152_921_504_606_847_000L);
    }

    @ParameterizedTest
    @EnumSource
    void nestedBinaryIsByteExactBothWays(Transports transports) {
        SocketIoServer io = listening();
        Inbox<Map<String, Object>> received = new Inbox<>("binary at the server");
        io.onConnection(socket -> {
            socket.on("upload", new TypeRef<Map<String, Object>>() {}, received::put);
            socket.on(
                    "download",
                    payload -> socket.emit(
                            "file",
                            Map.of("name", "a", "parts", List.of(BYTES, Map.of("deep", ByteBuffer.wrap(BYTES)))),
                            new byte[0],
                            "end"));
        });
        PeerSocket client = client(io, transports).connect();
        ByteBuffer bytes = ByteBuffer.wrap(BYTES);

        client.emit("upload", Map.of("name", "b", "parts", List.of(BYTES, Map.of("deep", new byte[0]), BYTES)));
        client.emit("download");

        assertThat(received.take())
                .isEqualTo(Map.of("name", "b", "parts", List.of(bytes, Map.of("deep", ByteBuffer.allocate(0)), bytes)));
        assertThat(client.await("file").arguments())
                .containsExactly(
                        Map.of("name", "a", "parts", List.of(bytes, Map.of("deep", bytes))),
                        ByteBuffer.allocate(0),
                        "end");
    }

    @ParameterizedTest
    @EnumSource
    void burstOfTheServerArrivesInOrder(Transports transports) {
        SocketIoServer io = listening();
        io.onConnection(socket -> socket.on("go", payload -> {
            for (int i = 0; i < 200; i++) {
                socket.emit("number", i);
            }
        }));
        PeerSocket client = client(io, transports).connect();
        client.emit("go");
        assertThat(client.await("number", 200)).isEqualTo(numbers(200));
    }

    @ParameterizedTest
    @EnumSource
    void burstOfTheClientArrivesInOrder(Transports transports) {
        SocketIoServer io = listening();
        Inbox<Object> received = new Inbox<>("numbers at the server");
        io.onConnection(socket -> socket.on("number", Long.class, received::put));
        PeerSocket client = client(io, transports).connect();
        client.burst("number", 200);
        assertThat(received.take(200)).isEqualTo(numbers(200));
    }

    @ParameterizedTest
    @EnumSource
    void binaryAndTextKeepTheirOrder(Transports transports) {
        SocketIoServer io = listening();
        io.onConnection(socket -> socket.on("go", payload -> {
            for (int i = 0; i < 50; i++) {
                socket.emit("mixed", i % 2 == 0 ? new byte[] {(byte) i} : i);
            }
        }));
        PeerSocket client = client(io, transports).connect();
        client.emit("go");
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            expected.add(i % 2 == 0 ? ByteBuffer.wrap(new byte[] {(byte) i}) : (Object) (long) i);
        }
        assertThat(client.await("mixed", 50)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void emitAndBroadcastOfOneHandlerKeepTheirOrderAtTheSender(Transports transports) {
        SocketIoServer io = listening();
        io.onConnection(socket -> socket.on("go", payload -> {
            socket.emit("one");
            io.emit("two");
            socket.emit("three");
            io.to(socket.id()).emit("four");
        }));
        PeerSocket client = client(io, transports).connect();
        client.emit("go");
        client.await("four");
        assertThat(client.eventNames()).containsExactly("one", "two", "three", "four");
    }

    @ParameterizedTest
    @EnumSource
    void whatTheConnectionListenerEmitsComesAfterTheConnect(Transports transports) {
        SocketIoServer io = listening();
        io.onConnection(socket -> {
            socket.emit("welcome", socket.id());
            socket.on("early", String.class, socket::send);
        });
        PeerSocket client = client(io, transports).begin();
        client.emit("early", "buffered until the namespace is joined");
        String id = client.awaitConnect();
        assertThat(client.await("welcome").argument()).isEqualTo(id);
        assertThat(client.await("message").argument()).isEqualTo("buffered until the namespace is joined");
    }

    static List<Object> values(Payload payload) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < payload.size(); i++) {
            values.add(payload.get(i, Object.class));
        }
        return values;
    }

    static List<Object> numbers(int count) {
        return LongStream.range(0, count).<Object>mapToObj(i -> i).toList();
    }
}
