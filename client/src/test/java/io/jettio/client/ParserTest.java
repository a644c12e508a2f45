package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jettio.json.jackson.JacksonJsonCodec;
import io.jettio.parser.msgpack.MsgpackParser;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other parsers and JSON libraries than the default ones, with a reference server that has the same parser. */
@Tag("feature:4.25")
final class ParserTest {
    private static final String DEFAULT = "{}";
    private static final String MSGPACK = "{\"parser\":\"socket.io-msgpack-parser\"}";
    private static final String TURNED = "{\"parser\":\"./turned-parser.js\"}";

    record Reading(String sensor, double value, List<Map<String, ByteBuffer>> raw) {}

    record Account(
            @JsonProperty("account_id") long id,
            @JsonIgnore @Nullable String password,
            JsonNode more,
            ByteBuffer picture) {}

    static Stream<Arguments> formats() {
        JacksonJsonCodec jackson = new JacksonJsonCodec(new ObjectMapper());
        return Stream.of(
                Arguments.of(DEFAULT, new JsonParser(jackson)), Arguments.of(MSGPACK, new MsgpackParser(jackson)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void annotatedTypeGoesBothWays(String server, Parser parser) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        Account account = new Account(
                7, "secret", mapper.readTree("{\"tags\":[\"a\",null]}"), ByteBuffer.wrap(new byte[] {1, 2, -1}));
        BlockingQueue<Account> echoed = new LinkedBlockingQueue<>();
        try (NodePeer peer = NodePeer.start(0, server);
                Socket socket = SocketIo.connect(peer.url("/"), options -> options.parser(parser), ready -> {
                    ready.on("echoed", Account.class, echoed::add);
                    ready.answer("question", Account.class, asked -> asked);
                })) {
            Map<String, Object> seen = socket.call("echo", new TypeRef<Map<String, Object>>() {}, account);
            assertThat(seen).containsOnlyKeys("account_id", "more", "picture");

            socket.emit("echo", account);
            Account back = Await.next(echoed);
            assertThat(back.id()).isEqualTo(7);
            assertThat(back.password()).isNull();
            assertThat(back.more()).isEqualTo(account.more());
            assertThat(back.picture()).isEqualTo(account.picture());

            BlockingQueue<Account> answered = new LinkedBlockingQueue<>();
            socket.on("answered", Account.class, answered::add);
            socket.emit("ask", account);
            assertThat(Await.next(answered).picture()).isEqualTo(account.picture());
        }
    }

    static Stream<Arguments> parsers() {
        return Stream.of(Arguments.of(MSGPACK, new MsgpackParser()), Arguments.of(TURNED, new TurnedParser()));
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void binaryAtAnyDepthGoesBothWays(String server, Parser parser) throws Exception {
        Reading reading = new Reading(
                "süd", 0.5, List.of(Map.of("a", ByteBuffer.wrap(new byte[] {1})), Map.of("b", ByteBuffer.allocate(0))));
        BlockingQueue<List<Object>> echoed = new LinkedBlockingQueue<>();
        try (NodePeer peer = NodePeer.start(0, server);
                Socket socket = SocketIo.connect(
                        peer.url("/chat"),
                        options -> options.parser(parser),
                        ready -> ready.on(
                                "echoed",
                                Reading.class,
                                String.class,
                                (first, second) -> echoed.add(List.of(first, second))))) {
            assertThat(socket.call("echo", Reading.class, reading)).isEqualTo(reading);
            socket.emit("echo", reading, "text");
            assertThat(Await.next(echoed)).isEqualTo(List.of(reading, "text"));
        }
    }
}
