package io.jettio.integration.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.Socket;
import io.jettio.integration.Inbox;
import io.jettio.integration.Transports;
import io.jettio.protocol.socketio.Payload;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/** What events carry, and in which order. */
final class ValueScenarios {
    static final List<Scenario> ALL = List.of(
            Scenario.of("textIsKept", echoes("", "text", "Grüße \" \\ \n 😀 \u2028")),
            Scenario.of("numbersAreKept", echoes(0L, -1L, 4_294_967_296L, 9_007_199_254_740_991L, 0.5, -2.5e-7)),
            Scenario.of("hugeNumbersAreKept", ValueScenarios::huge),
            Scenario.of("nullAndBooleansAreKept", echoes(null, true, false, null)),
            Scenario.of("noArgumentIsNoArgument", echoes()),
            Scenario.of("nestedValuesAreKept", ValueScenarios::nested),
            Scenario.of("largeIntegersAreKept", ValueScenarios::largeIntegers),
            Scenario.of("nestedBinaryIsByteExact", ValueScenarios::nestedBinary),
            Scenario.of("severalArgumentsKeepTheirPlaces", ValueScenarios::several),
            Scenario.of("aMegabyteOfTextTravelsBothWays", ValueScenarios::largeText)
                    .with(Map.of("maxHttpBufferSize", 4_000_000)),
            Scenario.of("aMegabyteOfBytesTravelsBothWays", ValueScenarios::largeBinary)
                    .with(Map.of("maxHttpBufferSize", 4_000_000)),
            Scenario.of("whatTheServerTakesAtOnceIsNotExceeded", ValueScenarios::split)
                    .with(Map.of("maxHttpBufferSize", 100_000)),
            Scenario.of("aBurstKeepsItsOrder", ValueScenarios::burst),
            Scenario.of("whatIsEmittedBeforeConnectKeepsItsOrder", ValueScenarios::early));

    private ValueScenarios() {}

    /** Sends arguments, and has them back with the ack and as an event. */
    private static Scenario.Body echoes(Object... arguments) {
        List<Object> sent = Arrays.asList(arguments);
        return (clients, server) -> {
            Socket socket = clients.socket("/");
            Inbox<List<Object>> events = new Inbox<>("events");
            socket.on("echoed", payload -> events.put(values(payload)));
            Clients.connected(socket);
            socket.emitAll("echo", sent);
            assertThat(values(socket.callAll("echo", Payload.class, sent))).isEqualTo(sent);
            assertThat(events.take()).isEqualTo(sent);
        };
    }

    static List<Object> values(Payload payload) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < payload.size(); i++) {
            values.add(payload.get(i, Object.class));
        }
        return values;
    }

    private static void nested(Clients clients, ServerHandle server) throws Exception {
        Object value = Map.of("a", List.of(1L, List.of(), Map.of()), "b", Map.of("c", "d"));
        assertThat(clients.connected().call("echo", Object.class, value)).isEqualTo(value);
    }

    private static void huge(Clients clients, ServerHandle server) throws Exception {
        Object expected = server.differs(ServerDifference.CUTS_WHOLE_NUMBERS) ? (Object) 0L : (Object) 1.5e300;
        assertThat(clients.connected().call("echo", Object.class, 1.5e300)).isEqualTo(expected);
    }

    private static void largeIntegers(Clients clients, ServerHandle server) throws Exception {
        Socket socket = clients.connected();
        boolean doubles = server.differs(ServerDifference.NUMBERS_ARE_DOUBLES);
        for (long number : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 9_007_199_254_740_993L}) {
            Object back = socket.call("echo", Object.class, number);
            if (doubles) {
                assertThat(new BigInteger(String.valueOf(back)).doubleValue()).isEqualTo((double) number);
            } else {
                assertThat(back).isEqualTo(number);
            }
        }
    }

    private static void nestedBinary(Clients clients, ServerHandle server) throws Exception {
        byte[] bytes = {0, 1, -1, 127};
        Object value = Map.of("name", "a", "parts", List.of(bytes, Map.of("deep", new byte[0])), "last", bytes);
        Object expected = Map.of(
                "name",
                "a",
                "parts",
                List.of(ByteBuffer.wrap(bytes), Map.of("deep", ByteBuffer.allocate(0))),
                "last",
                ByteBuffer.wrap(bytes));
        Socket socket = clients.socket("/");
        Inbox<List<Object>> events = new Inbox<>("events");
        socket.on("echoed", payload -> events.put(values(payload)));
        Clients.connected(socket);
        socket.emit("echo", value);
        assertThat(events.take()).isEqualTo(List.of(expected));
        assertThat(socket.call("echo", Object.class, value)).isEqualTo(expected);
    }

    private static void several(Clients clients, ServerHandle server) throws Exception {
        byte[] bytes = {9};
        Payload back = clients.connected().call("echo", Payload.class, 1, "two", List.of(3), bytes, null, bytes);
        assertThat(back).isNotNull();
        assertThat(values(back))
                .isEqualTo(Arrays.asList(1L, "two", List.of(3L), ByteBuffer.wrap(bytes), null, ByteBuffer.wrap(bytes)));
    }

    /** How much is sent at once: a megabyte, but for a server that does not read that much. */
    private static int large(Clients clients, ServerHandle server) {
        return server.differs(ServerDifference.CUTS_LARGE_POSTS) && clients.transports() == Transports.POLLING
                ? 1 << 10
                : 1 << 20;
    }

    private static void largeText(Clients clients, ServerHandle server) throws Exception {
        String text = "0123456789abcdeü".repeat(large(clients, server) / 16);
        Socket socket = clients.connected();
        EndScenarios.settleUpgrade(clients, server);
        assertThat(socket.call("size", Integer.class, text)).isEqualTo(text.length());
        assertThat(socket.call("echo", String.class, text)).isEqualTo(text);
    }

    private static void largeBinary(Clients clients, ServerHandle server) throws Exception {
        byte[] bytes = new byte[large(clients, server)];
        new Random(7).nextBytes(bytes);
        Socket socket = clients.connected();
        EndScenarios.settleUpgrade(clients, server);
        assertThat(socket.call("size", Integer.class, (Object) bytes)).isEqualTo(bytes.length);
        assertThat(socket.call("echo", byte[].class, (Object) bytes)).isEqualTo(bytes);
    }

    /** A megabyte in pieces, all emitted before there is a connection that could take them one by one. */
    private static void split(Clients clients, ServerHandle server) throws Exception {
        boolean small = server.differs(ServerDifference.ANNOUNCES_NO_MAXIMUM);
        int pieces = small ? 10 : 26;
        String piece = "x".repeat(small ? 100 : 40_000);
        Socket socket = clients.socket("/");
        Inbox<String> echoes = new Inbox<>("echoes");
        socket.on("echoed", String.class, echoes::put);
        for (int i = 0; i < pieces; i++) {
            socket.emit("echo", i + piece);
        }
        Clients.connected(socket);
        for (int i = 0; i < pieces; i++) {
            assertThat(echoes.take()).isEqualTo(i + piece);
        }
    }

    private static void burst(Clients clients, ServerHandle server) {
        int count = 500;
        Socket socket = clients.socket("/");
        Inbox<Long> numbers = new Inbox<>("numbers");
        socket.on("n", Long.class, numbers::put);
        socket.emit("burst", count);
        Clients.connected(socket);
        assertThat(numbers.take(count))
                .isEqualTo(LongStream.range(0, count).boxed().toList());
    }

    private static void early(Clients clients, ServerHandle server) {
        Socket socket = clients.socket("/");
        Inbox<Long> echoes = new Inbox<>("echoes");
        socket.on("echoed", Long.class, echoes::put);
        for (int i = 0; i < 100; i++) {
            socket.emit("echo", i);
        }
        socket.connect();
        for (int i = 100; i < 200; i++) {
            socket.emit("echo", i);
        }
        assertThat(echoes.take(200)).isEqualTo(LongStream.range(0, 200).boxed().toList());
    }
}
