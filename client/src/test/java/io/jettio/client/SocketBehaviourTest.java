package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a socket sends and is sent, against the reference server with each of its parsers, over each way of reaching it. */
final class SocketBehaviourTest extends FormattedSockets {
    private static final byte[] BYTES = {0x00, 0x01, 0x02, (byte) 0xff};

    record Point(int x, double y, String name, List<Integer> path) {}

    @ParameterizedTest
    @EnumSource
    void argumentsComeBackAsTheyWent(Way way) throws Exception {
        Socket socket = connect(way, "/");
        BlockingQueue<Payload> echoed = new LinkedBlockingQueue<>();
        socket.on("echoed", echoed::add);
        Point point = new Point(-3, 2.5, "Ä ä Ü ü ß – てすと \" \\ \u0000", List.of(1, 2));

        socket.emit("echo", "text", 42, 9_007_199_254_740_991L, 1.5, null, true, point);

        Payload back = Await.next(echoed);
        assertThat(back.size()).isEqualTo(7);
        assertThat(back.get(0, String.class)).isEqualTo("text");
        assertThat(back.get(1, Integer.class)).isEqualTo(42);
        assertThat(back.get(2, Long.class)).isEqualTo(9_007_199_254_740_991L);
        assertThat(back.get(3, Double.class)).isEqualTo(1.5);
        assertThat(back.get(4, String.class)).isNull();
        assertThat(back.get(5, Boolean.class)).isTrue();
        assertThat(back.get(6, Point.class)).isEqualTo(point);
    }

    @ParameterizedTest
    @EnumSource
    void eventWithoutArgumentAndWithOneNullDiffer(Way way) throws Exception {
        Socket socket = connect(way, "/");
        BlockingQueue<Payload> echoed = new LinkedBlockingQueue<>();
        socket.on("echoed", echoed::add);

        socket.emit("echo");
        socket.emit("echo", (Object) null);

        assertThat(Await.next(echoed).json()).isEqualTo("[]");
        assertThat(Await.next(echoed).json()).isEqualTo("[null]");
    }

    record Picture(String name, Map<String, byte[]> layers) {}

    @ParameterizedTest
    @EnumSource
    void nestedBinaryKeepsEveryByteBothWays(Way way) throws Exception {
        Socket socket = connect(way, "/");
        BlockingQueue<Picture> echoed = new LinkedBlockingQueue<>();
        BlockingQueue<byte[]> second = new LinkedBlockingQueue<>();
        socket.on("echoed", Picture.class, byte[].class, (picture, bytes) -> {
            echoed.add(picture);
            second.add(bytes);
        });

        socket.emit("echo", new Picture("p", Map.of("a", BYTES, "b", new byte[0])), BYTES);

        Picture back = Await.next(echoed);
        assertThat(back.layers().get("a")).isEqualTo(BYTES);
        assertThat(back.layers().get("b")).isEmpty();
        assertThat(Await.next(second)).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @EnumSource
    void largeBinaryIsCarriedWhole(Way way) throws Exception {
        Socket socket = connect(way, "/");
        byte[] large = new byte[600_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        assertThat(socket.call("size", Integer.class, large)).isEqualTo(large.length);
        assertThat(Await.get(socket.emitWithAck("echo", byte[].class, large))).isEqualTo(large);
    }

    @ParameterizedTest
    @EnumSource
    void serverAnswersWithAck(Way way) throws Exception {
        Socket socket = connect(way, "/");

        assertThat(Await.get(socket.emitWithAck("echo", String.class, "x"))).isEqualTo("x");
        assertThat(Await.get(socket.emitWithAck("echo", new TypeRef<List<Long>>() {}, List.of(1, 2))))
                .containsExactly(1L, 2L);
        assertThat(socket.call("echo", Payload.class, 1, null, BYTES).size()).isEqualTo(3);
        assertThat(socket.call("echo", byte[].class, BYTES)).isEqualTo(BYTES);
        assertThat(socket.call("echo", String.class)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void clientAnswersWithAck(Way way) throws Exception {
        Socket socket = connect(way, "/");
        BlockingQueue<Payload> answered = new LinkedBlockingQueue<>();
        socket.on("answered", answered::add);

        socket.answer("question", Integer.class, n -> n * 2);
        socket.emit("ask", 21);
        assertThat(Await.next(answered).json()).isEqualTo("[42]");

        socket.off("question");
        socket.answer("question", Integer.class, n -> {
            CompletionStage<Map<String, Integer>> later = CompletableFuture.supplyAsync(() -> Map.of("later", n));
            return later;
        });
        socket.emit("ask", 5);
        assertThat(Await.next(answered).json()).isEqualTo("[{\"later\":5}]");

        socket.off("question");
        socket.onWithAck("question", byte[].class, (bytes, ack) -> {
            assertThat(ack.isRequested()).isTrue();
            assertThat(ack.send(bytes, null, "x")).isTrue();
            assertThat(ack.send("again")).isFalse();
        });
        socket.emit("ask", (Object) BYTES);
        Payload binary = Await.next(answered);
        assertThat(binary.get(0, byte[].class)).isEqualTo(BYTES);
        assertThat(binary.size()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void callWorksInsideListener(Way way) throws Exception {
        Socket socket = connect(way, "/");
        BlockingQueue<String> results = new LinkedBlockingQueue<>();
        socket.on(
                "echoed",
                String.class,
                text -> results.add(socket.timeout(Duration.ofSeconds(10)).call("echo", String.class, text + "!")));
        socket.on(
                "echoed",
                String.class,
                text -> results.add(
                        socket.emitWithAck("echo", String.class, text + "?").join()));

        socket.emit("echo", "a");

        assertThat(Await.next(results)).isEqualTo("a!");
        assertThat(Await.next(results)).isEqualTo("a?");
    }

    @ParameterizedTest
    @EnumSource
    void burstsKeepTheirOrderBothWays(Way way) throws Exception {
        Socket socket = socket(way, "/");
        List<Integer> received = new ArrayList<>();
        CompletableFuture<Boolean> all = new CompletableFuture<>();
        socket.on("n", Integer.class, n -> {
            received.add(n);
            if (received.size() == 200) {
                all.complete(true);
            }
        });
        List<Integer> numbers = IntStream.range(0, 200).boxed().toList();
        // Begun before the connection stands, so that an upgrade happens in the middle.
        numbers.subList(0, 50).forEach(n -> socket.emit("count", n));
        socket.connect();
        numbers.subList(50, 200).forEach(n -> socket.emit("count", n));
        socket.emit("burst", 200);

        assertThat(socket.call("counted", new TypeRef<List<Integer>>() {})).isEqualTo(numbers);
        Await.get(all);
        assertThat(received).isEqualTo(numbers);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("feature:4.12")
    void ackThatDoesNotComeTimesOut(Way way) throws Exception {
        Socket socket = connect(way, "/");

        assertThatThrownBy(() -> socket.timeout(Duration.ofMillis(50)).call("never", String.class))
                .isInstanceOfSatisfying(
                        AckException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(AckException.Reason.TIMEOUT));
    }
}
