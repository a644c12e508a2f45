package io.jettio.integration.checked;

import io.jettio.client.Manager;
import io.jettio.client.Socket;
import io.jettio.client.engine.TransportType;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Jettio's client as a command. */
final class OurProgram {
    private OurProgram() {}

    public static void main(String[] arguments) {
        Lines.follow(arguments, OurProgram::connect, OurProgram::emit, Socket::disconnect);
    }

    private static void connect(String url, Lines.Told how, Map<String, Socket> sockets) {
        var names = how.transports().stream().map(name -> name.toUpperCase(Locale.ROOT));
        TransportType[] transports = names.map(TransportType::valueOf).toArray(TransportType[]::new);
        Duration delay = Duration.ofMillis(how.delay());
        Manager manager = Manager.create(url, it -> it.transports(transports).reconnectionDelay(delay));
        for (String namespace : how.namespaces()) {
            Socket socket = manager.socket(namespace).auth(how::auth);
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

    private static void emit(Socket socket, Lines.Told told) {
        if (told.asks()) {
            var asked = socket.emitAllWithAck(told.event(), Payload.class, told.values());
            var unused = asked.whenComplete((it, failure) -> told.answered(failure == null ? values(it) : null));
        } else {
            socket.emitAll(told.event(), told.values());
        }
    }

    private static List<?> values(Payload it) {
        return IntStream.range(0, it.size())
                .mapToObj(i -> it.get(i, Object.class))
                .toList();
    }
}
