package io.jettio.benchmarks.clients;

import io.jettio.client.Socket;
import io.jettio.client.SocketIo;
import io.jettio.client.engine.Network;
import io.jettio.client.engine.TransportType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jettio's client, on a shared network, otherwise with default options. */
final class JettioClients extends Clients {
    private static final String ECHO = "echo";

    /** What {@code typed} takes and acknowledges. */
    record Order(long id, String customer, List<String> items, double total, boolean paid, String note) {}

    private final Work work;
    private final String text;
    private final byte[] bytes;
    private final Network network = Network.create(options -> {});
    private final List<Socket> sockets = new ArrayList<>();

    JettioClients(Work work) {
        this.work = work;
        this.text = work.text();
        this.bytes = new byte[work.payload()];
    }

    @Override
    void add() {
        int client = sockets.size();
        sockets.add(SocketIo.connect(
                work.url().toString(),
                options -> options.network(network)
                        .transports(work.polling() ? TransportType.POLLING : TransportType.WEBSOCKET),
                socket -> {
                    socket.onConnect(this::connected);
                    if (work.task() == Work.Task.BIN) {
                        socket.on("bin", ByteBuffer.class, got -> replied(client, got.remaining() == bytes.length));
                    } else {
                        socket.on(ECHO, String.class, got -> replied(client, got.length() == text.length()));
                    }
                }));
    }

    @Override
    void send(int client) {
        Socket socket = sockets.get(client);
        switch (work.task()) {
            case ACK -> {
                var unused = socket.emitWithAck(ECHO, String.class, text)
                        .whenComplete((got, failure) ->
                                replied(client, failure == null && got != null && got.length() == text.length()));
            }
            case TYPED -> {
                Order order = new Order(
                        4711 + client,
                        "Ada Lovelace, 12 St James's Square",
                        List.of("difference engine", "punched cards", "brass wheels"),
                        1815.12,
                        true,
                        "to be delivered by the end of the month, please");
                var unused = socket.emitWithAck("typed", Order.class, order)
                        .whenComplete((got, failure) -> replied(client, failure == null && isRight(got, order)));
            }
            case BIN -> socket.emit("bin", bytes);
            default -> socket.emit(ECHO, text);
        }
    }

    private static boolean isRight(@Nullable Order got, Order order) {
        return got != null && got.id() == order.id() && got.items().size() == 3;
    }

    @Override
    void disconnect() {
        sockets.forEach(Socket::close);
        sockets.clear();
    }

    @Override
    public void close() {
        disconnect();
        network.close();
    }
}
