package io.jettio.integration.peer;

import io.jettio.client.AckException;
import io.jettio.client.ManagerOptions;
import io.jettio.client.Socket;
import io.jettio.client.SocketIo;
import io.jettio.client.engine.TransportType;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.Payload;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The client of this project. */
public final class OurPeer extends LocalPeer {
    private final Parser parser;

    public OurPeer() {
        this(new JsonParser(GsonJsonCodec.shared()));
    }

    /** With a parser that the server must use, too. */
    public OurPeer(Parser parser) {
        this.parser = parser;
    }

    @Override
    List<Driven> create(List<Description> descriptions) {
        Description first = descriptions.get(0);
        Socket main = SocketIo.socket(first.url(), options -> configure(options, first));
        List<Driven> created = new ArrayList<>();
        created.add(watch(main, first));
        for (Description other : descriptions.subList(1, descriptions.size())) {
            Socket more = main.manager().socket(URI.create(other.url()).getPath());
            created.add(watch(more, other));
        }
        return created;
    }

    private void configure(ManagerOptions.Builder options, Description from) {
        options.transports(Arrays.stream(from.transports())
                .map(name -> TransportType.valueOf(name.toUpperCase(Locale.ROOT)))
                .toArray(TransportType[]::new));
        Duration delay = Duration.ofMillis(from.millis("reconnectionDelay", 1000));
        options.reconnection(from.reconnection())
                .reconnectionDelay(delay)
                .reconnectionDelayMax(Duration.ofMillis(from.millis("reconnectionDelayMax", 5000)));
        options.parser(parser);
        Object auth = from.options().get("auth");
        if (auth != null) {
            options.auth(auth);
        }
    }

    private static Driven watch(Socket socket, Description description) {
        Reports reports = description.reports();
        socket.onConnect(() -> reports.connected(socket.id()));
        socket.onDisconnect(reason -> reports.disconnected(reason.toString()));
        socket.onConnectError(error ->
                reports.refused(error.message(), error.data(Object.class).orElse(null)));
        socket.onAny((event, payload) -> reports.event(event, values(payload)));
        for (String event : description.answered()) {
            socket.onWithAck(event, (payload, ack) -> ack.sendAll(description.answer(event, values(payload))));
        }
        return new Ours(socket);
    }

    private static List<Object> values(Payload payload) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < payload.size(); i++) {
            values.add(payload.get(i, Object.class));
        }
        return values;
    }

    private record Ours(Socket socket) implements Driven {
        @Override
        public void connect() {
            socket.connect();
        }

        @Override
        public void emit(String event, List<Object> arguments) {
            socket.emitAll(event, arguments);
        }

        @Override
        public void ask(String event, List<Object> arguments, int timeoutMillis, Consumer<List<Object>> answer) {
            var unused = socket.timeout(Duration.ofMillis(timeoutMillis))
                    .emitAllWithAck(event, Payload.class, arguments)
                    .whenComplete((payload, failure) -> {
                        if (failure == null) {
                            answer.accept(values(payload));
                        } else if (failure instanceof AckException) {
                            answer.accept(null);
                        } else {
                            throw new AssertionError(failure);
                        }
                    });
        }

        @Override
        public void disconnect() {
            socket.disconnect();
        }

        @Override
        public void close() {
            socket.manager().close();
        }
    }
}
