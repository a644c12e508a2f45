package io.jettio.integration.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What events and acks carry, over both transports. */
abstract class ValuesMatrix extends MatrixTest {
    static final byte[] BYTES = {0, 1, 2, (byte) 0x80, (byte) 0xff};
    static final ByteBuffer BUFFER = ByteBuffer.wrap(BYTES);

    ValuesMatrix(RunningPeer running) {
        super(running);
    }

    @ParameterizedTest
    @EnumSource(names = {"POLLING", "WEBSOCKET"})
    void textKeepsEachCharacter(Transports transports) {
        assertEchoed(
                transports,
                "",
                "plain",
                "Grüße, мир, 世界, \ud83d\ude00, e\u0301",
                "\u0000\u001e\u2028\"\\/</script>",
                "€".repeat(50_000));
    }

    @ParameterizedTest
    @EnumSource(names = {"POLLING", "WEBSOCKET"})
    void numbersKeepTheirValue(Transports transports) {
        assertEchoed(
                transports,
                0,
                -1,
                1L << 31,
                9_007_199_254_740_991L,
                -9_007_199_254_740_991L,
                0.1,
                -2.5e-7,
                2.0,
                4.9e-324);
    }

    @ParameterizedTest
    @EnumSource(names = {"POLLING", "WEBSOCKET"})
    void wholeNumbersBeyondIntegersKeepTheirValue(Transports transports) {
        Echoed echoed = echoed(transports, server(), 1.5e300);

        assertThat(echoed.came()).isEqualTo(normal(List.of(1.5e300)));
        assertThat(echoed.atTheServer())
                .isEqualTo(normal(List.of(differs(Difference.CUTS_WHOLE_NUMBERS) ? 0 : 1.5e300)));
    }

    @ParameterizedTest
    @EnumSource(names = {"POLLING", "WEBSOCKET"})
    void largeIntegersKeepWhatTheClientHasDigitsFor(Transports transports) {
        BigInteger larger = BigInteger.TEN.pow(30).add(BigInteger.ONE);
        long oddBeyondDoubles = (1L << 53) + 1;
        Object roundedLarger = larger.doubleValue();

        List<Object> came =
                echoed(transports, server(), oddBeyondDoubles, larger).came();
        if (differs(Difference.NUMBERS_ARE_DOUBLES)) {
            assertThat(came).isEqualTo(normal(List.of(oddBeyondDoubles - 1, roundedLarger)));
        } else if (differs(Difference.LONGS_ARE_THE_LARGEST)) {
            assertThat(came).isEqualTo(normal(List.of(oddBeyondDoubles, roundedLarger)));
        } else {
            assertThat(came).isEqualTo(normal(List.of(oddBeyondDoubles, larger)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POLLING", "WEBSOCKET"})
    void nullIsKeptAtAnyDepth(Transports transports) {
        SocketIoServer io =
                server(options -> options.parser(parser(Nulls.kept()))).listen("127.0.0.1", 0);
        Map<String, Object> map = new HashMap<>();
        map.put("list", Arrays.asList(null, true, false, null));
        List<Object> withoutNull = normal(Arrays.asList(null, Map.copyOf(map), Arrays.asList(null, List.of()), null));
        map.put("none", null);
        Object[] values = {null, map, Arrays.asList(null, List.of()), null};

        Echoed echoed = echoed(transports, io, values);

        assertThat(echoed.came()).isEqualTo(normal(Arrays.asList(values)));
        assertThat(echoed.atTheServer())
                .isEqualTo(differs(Difference.OMITS_NULL_FIELDS) ? withoutNull : normal(Arrays.asList(values)));
    }

    @ParameterizedTest
    @EnumSource(names = {"POLLING", "WEBSOCKET"})
    @Tag("feature:2.5")
    @Tag("feature:2.6")
    @Tag("feature:2.8")
    void nestedBinaryIsByteExact(Transports transports) {
        byte[] all = new byte[100_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) ((i * 31) >> 3);
        }
        assertEchoed(
                transports,
                BUFFER,
                Map.of("name", "a", "parts", List.of(BUFFER, Map.of("deep", List.of(ByteBuffer.wrap(all))))),
                "between",
                ByteBuffer.allocate(0),
                List.of(BUFFER, BUFFER));
    }

    private record Echoed(List<Object> atTheServer, List<Object> came) {}

    /** What comes at the server and then at the client of values that the client emits and the server emits back. */
    private Echoed echoed(Transports transports, SocketIoServer io, Object... values) {
        Inbox<List<Object>> received = new Inbox<>("values at the server");
        io.onConnection(socket -> socket.on("values", payload -> {
            received.put(values(payload));
            socket.emitAll("values", Arrays.asList(values));
        }));
        PeerSocket client = connect(client(io.port(), "/", transports));
        client.emit("values", values);
        return new Echoed(normal(received.take()), normal(client.await("values").arguments()));
    }

    private void assertEchoed(Transports transports, Object... values) {
        Echoed echoed = echoed(transports, server(), values);
        assertThat(echoed.atTheServer()).as("from the client").isEqualTo(normal(Arrays.asList(values)));
        assertThat(echoed.came()).as("from the server").isEqualTo(normal(Arrays.asList(values)));
    }

    private static List<Object> normal(List<?> values) {
        List<Object> normal = new ArrayList<>();
        values.forEach(value -> normal.add(normal(value)));
        return normal;
    }

    /** JSON has one kind of number: 2.0 is 2. */
    static Object normal(Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        } else if (value instanceof List<?> list) {
            return normal(list);
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> normal = new LinkedHashMap<>();
            map.forEach((name, inner) -> normal.put(name, normal(inner)));
            return normal;
        }
        return value;
    }

    // ---------------------------------------------------------------- acks

    @ParameterizedTest
    @EnumSource(names = {"POLLING", "WEBSOCKET"})
    @Tag("feature:2.16")
    void theServerAcknowledges(Transports transports) {
        SocketIoServer io = server();
        io.onConnection(ValuesMatrix::answerAll);
        PeerSocket client = connect(client(io.port(), "/", transports));

        assertThat(client.ask("echo", "a", List.of(BUFFER), null)).containsExactly("a", List.of(BUFFER), null);
        assertThat(client.ask("echo", BUFFER)).containsExactly(BUFFER);
        assertThat(client.ask("echo")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"POLLING", "WEBSOCKET"})
    @Tag("feature:2.16")
    @Tag("feature:3.67")
    void theClientAcknowledges(Transports transports) throws Exception {
        SocketIoServer io = server();
        PeerSocket.Plan plan =
                client(io.port(), "/", transports).echoing("echo").answering("name", Map.of("bytes", BUFFER));
        connect(plan);
        Socket socket = joined.take();

        assertThat(asked(socket, "echo", "a", List.of(BYTES), null)).containsExactly("a", List.of(BUFFER), null);
        assertThat(asked(socket, "echo", (Object) BYTES)).containsExactly(BUFFER);
        assertThat(asked(socket, "echo")).isEmpty();
        assertThat(asked(socket, "name")).containsExactly(Map.of("bytes", BUFFER));
    }

    static void answerAll(Socket socket) {
        socket.onWithAck("echo", (payload, ack) -> ack.sendAll(values(payload)));
    }

    static List<Object> asked(Socket socket, String event, Object... arguments) throws Exception {
        return values(socket.emitAllWithAck(event, Payload.class, Arrays.asList(arguments))
                .get(10, TimeUnit.SECONDS));
    }
}
