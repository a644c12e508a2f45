package io.jettio.integration.checked;

import io.jettio.integration.peer.OfficialJavaPeer;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The official Java client as a command. */
final class OfficialProgram {
    private OfficialProgram() {}

    public static void main(String[] arguments) {
        Lines.follow(arguments, OfficialProgram::connect, OfficialProgram::emit, Socket::disconnect);
    }

    private static void connect(String url, Lines.Told how, Map<String, Socket> sockets) {
        IO.Options options = new IO.Options();
        options.transports = how.transports().toArray(String[]::new);
        options.reconnectionDelay = how.delay();
        options.auth = how.auth();
        Manager manager = new Manager(URI.create(url), options);
        for (String namespace : how.namespaces()) {
            Socket socket = manager.socket(namespace, options);
            sockets.put(namespace, socket);
            socket.on("connect", it -> Lines.say("connect", namespace, "id", socket.id()));
            socket.on("disconnect", it -> Lines.say("disconnect", namespace, "reason", it[0]));
            socket.on("connect_error", it -> {
                Map<?, ?> said = values(it).get(0) instanceof Map<?, ?> refusal ? refusal : Map.of();
                Lines.say("connect_error", namespace, "message", said.get("message"), "data", said.get("data"));
            });
            socket.onAnyIncoming(it -> {
                Ack ack = it[it.length - 1] instanceof Ack last ? last : null;
                Object[] arguments = Arrays.copyOfRange(it, 1, it.length - (ack == null ? 0 : 1));
                Lines.say("event", namespace, "event", it[0], "args", values(arguments));
                if (ack != null && it[0].equals("echo")) {
                    ack.call(arguments);
                }
            });
            socket.connect();
        }
    }

    private static void emit(Socket socket, Lines.Told told) {
        Ack answer = told.asks() ? it -> told.answered(values(it)) : null;
        socket.emit(told.event(), OfficialJavaPeer.toJson(told.values()), answer);
    }

    private static List<?> values(Object... from) {
        return Arrays.stream(from).map(it -> OfficialJavaPeer.fromJson(it)).toList();
    }
}
