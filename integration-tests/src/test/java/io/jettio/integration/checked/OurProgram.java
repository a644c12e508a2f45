package io.jettio.integration.checked;

import io.jettio.client.Socket;
import io.jettio.client.SocketIo;
import io.jettio.client.engine.TransportType;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Jettio's client as a command: the URL is the last argument. */
record OurProgram(String url, Map<String, Socket> sockets) implements Lines.Client {
    public static void main(String[] arguments) {
        Lines.follow(new OurProgram(arguments[arguments.length - 1], new HashMap<>()));
    }

    @Override
    public void connect(Map<?, ?> how) {
        TransportType[] transports = ((List<?>) how.get("transports"))
                .stream()
                        .map(name -> TransportType.valueOf(name.toString().toUpperCase(Locale.ROOT)))
                        .toArray(TransportType[]::new);
        Duration delay = Duration.ofMillis((Long) how.get("delay"));
        Socket any =
                SocketIo.socket(url, options -> options.transports(transports).reconnectionDelay(delay));
        for (Object name : (List<?>) how.get("namespaces")) {
            String namespace = (String) name;
            Socket socket = any.manager().socket(namespace).auth(() -> how.get("auth"));
            sockets.put(namespace, socket);
            socket.onConnect(() -> Lines.say("connect", namespace, "id", socket.id()));
            socket.onDisconnect(why -> Lines.say("disconnect", namespace, "reason", why.toString()));
            socket.onConnectError(error -> {
                Object data = error.data(Object.class).orElse(null);
                Lines.say("connect_error", namespace, "message", error.message(), "data", data);
            });
            socket.onAny((event, it) -> Lines.say("event", namespace, "event", event, "args", values(it)));
            socket.onWithAck("echo", (it, ack) -> ack.sendAll(values(it)));
            socket.connect();
        }
    }

    @Override
    public void emit(String namespace, String event, List<Object> arguments) {
        sockets.get(namespace).emitAll(event, arguments);
    }

    @Override
    public void ask(String namespace, String event, List<Object> arguments, Consumer<List<?>> answer) {
        var asked = sockets.get(namespace).emitAllWithAck(event, Payload.class, arguments);
        var unused = asked.whenComplete((it, failure) -> answer.accept(failure == null ? values(it) : null));
    }

    @Override
    public void disconnect(String namespace) {
        sockets.get(namespace).disconnect();
    }

    private static List<?> values(Payload it) {
        return IntStream.range(0, it.size())
                .mapToObj(i -> it.get(i, Object.class))
                .toList();
    }
}
