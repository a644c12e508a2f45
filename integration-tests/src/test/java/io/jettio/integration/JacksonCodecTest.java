package io.jettio.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.jettio.client.Socket;
import io.jettio.client.SocketIo;
import io.jettio.client.engine.TransportType;
import io.jettio.json.jackson.JacksonJsonCodec;
import io.jettio.parser.msgpack.MsgpackParser;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.json.JsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.SocketIoServer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Arguments mapped by Jackson, with either parser, between a server and a client that maps with Gson. */
@Tag("feature:2.14")
class JacksonCodecTest extends InteropTest {
    private static final byte[] BYTES = {0, 1, (byte) 0xff};

    private Socket client;

    /** As a DTO of an application that has Jackson elsewhere, too. */
    @SuppressWarnings("ArrayRecordComponent") // as applications write it
    record Order(
            @JsonProperty("order_id") long id,
            @JsonIgnore String secret,
            Instant placed,
            Optional<String> note,
            byte[] receipt) {}

    enum Format {
        JSON,
        MSGPACK;

        Parser parser(JsonCodec codec) {
            return this == JSON ? new JsonParser(codec) : new MsgpackParser(codec);
        }
    }

    @Override
    protected void stopClients() {
        if (client != null) {
            client.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void annotatedTypesKeepTheirFormInEventsAndAcks(Format format) throws Exception {
        Inbox<Order> orders = new Inbox<>("orders at the server");
        SocketIoServer io = create(options -> options.parser(format.parser(new JacksonJsonCodec())))
                .listen("127.0.0.1", 0);
        io.onConnection(socket -> socket.answer("order", Order.class, order -> {
            orders.put(order);
            return order;
        }));
        client = SocketIo.connect(
                "http://127.0.0.1:" + io.port(),
                options -> options.transports(TransportType.WEBSOCKET).parser(format.parser(new GsonJsonCodec())));

        Payload ack = client.call(
                "order",
                Payload.class,
                Map.of("order_id", 9_007_199_254_740_993L, "placed", Instant.EPOCH, "receipt", BYTES));

        Order order = orders.take();
        assertThat(order.id()).isEqualTo(9_007_199_254_740_993L);
        assertThat(order.placed()).isEqualTo(Instant.EPOCH);
        assertThat(order.note()).isEmpty();
        assertThat(order.receipt()).isEqualTo(BYTES);
        assertThat(ack.json())
                .isEqualTo("[{\"order_id\":9007199254740993,\"placed\":\"1970-01-01T00:00:00Z\","
                        + "\"receipt\":{\"_placeholder\":true,\"num\":0}}]");
        assertThat(ack.attachments().get(0).toByteArray()).isEqualTo(BYTES);
    }
}
