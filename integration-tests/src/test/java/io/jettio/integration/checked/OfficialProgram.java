package io.jettio.integration.checked;

import static io.jettio.integration.peer.OfficialJavaPeer.fromJson;
import static io.jettio.integration.peer.OfficialJavaPeer.toJson;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.json.JSONObject;

/** The official Java client as a command: the URL is the last argument. */
record OfficialProgram(URI url, Map<String, Socket> sockets) implements Lines.Client {
    public static void main(String[] arguments) {
        Lines.follow(new OfficialProgram(URI.create(arguments[arguments.length - 1]), new HashMap<>()));
    }

    @Override
    public void connect(Map<?, ?> how) {
        IO.Options options = new IO.Options();
        options.transports = ((List<?>) how.get("transports")).toArray(String[]::new);
        options.reconnectionDelay = (Long) how.get("delay");
        options.auth = Lines.texts(how.get("auth"));
        Manager manager = new Manager(url, options);
        for (Object name : (List<?>) how.get("namespaces")) {
            String namespace = (String) name;
            Socket socket = manager.socket(namespace, options);
            sockets.put(namespace, socket);
            socket.on("connect", it -> Lines.say("connect", namespace, "id", socket.id()));
            socket.on("disconnect", it -> Lines.say("disconnect", namespace, "reason", it[0]));
            socket.on("connect_error", it -> {
                JSONObject said = it[0] instanceof JSONObject refusal ? refusal : new JSONObject();
                Object data = fromJson(said.opt("data"));
                Lines.say("connect_error", namespace, "message", said.optString("message"), "data", data);
            });
            socket.onAnyIncoming(it -> {
                Ack ack = it[it.length - 1] instanceof Ack last ? last : null;
                Object[] values = Arrays.copyOfRange(it, 1, it.length - (ack == null ? 0 : 1));
                Lines.say("event", namespace, "event", it[0], "args", values(values));
                if (ack != null && it[0].equals("echo")) {
                    ack.call(values);
                }
            });
            socket.connect();
        }
    }

    @Override
    public void emit(String namespace, String event, List<Object> arguments) {
        sockets.get(namespace).emit(event, toJson(arguments));
    }

    @Override
    public void ask(String namespace, String event, List<Object> arguments, Consumer<List<?>> answer) {
        sockets.get(namespace).emit(event, toJson(arguments), it -> answer.accept(values(it)));
    }

    @Override
    public void disconnect(String namespace) {
        sockets.get(namespace).disconnect();
    }

    private static List<?> values(Object... from) {
        return Arrays.stream(from).map(it -> fromJson(it)).toList();
    }
}
