package io.jettio.integration.checked;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import io.jettio.integration.peer.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.function.Consumer;

/** Instructions and events, a line of JSON each; binary is {@code {"$binary": "<base64>"}} in both directions. */
final class Lines {
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private Lines() {}

    /** What instructions ask of a client. */
    interface Client {
        void connect(Map<?, ?> how);

        void emit(String namespace, String event, List<Object> arguments);

        void ask(String namespace, String event, List<Object> arguments, Consumer<List<?>> answer);

        void disconnect(String namespace);
    }

    /** Follows the instructions on standard input to its end, which is the process's. */
    static void follow(Client client) {
        for (Scanner in = new Scanner(System.in, StandardCharsets.UTF_8); in.hasNextLine(); ) {
            Map<?, ?> told = GSON.fromJson(in.nextLine(), Map.class);
            String namespace = (String) told.get("namespace");
            String event = (String) told.get("event");
            switch ((String) told.get("do")) {
                case "connect" -> client.connect(told);
                case "emit" -> client.emit(namespace, event, Wire.from(told.get("args")));
                case "ask" ->
                    client.ask(
                            namespace,
                            event,
                            Wire.from(told.get("args")),
                            answer -> say("answer", namespace, "id", told.get("id"), "args", answer));
                case "note" -> say("note", "/");
                default -> client.disconnect(namespace);
            }
        }
        System.exit(0);
    }

    /** An auth whose members are texts, as in all scenarios, or null. */
    @SuppressWarnings("unchecked") // so it says
    static Map<String, String> texts(Object auth) {
        return (Map<String, String>) auth;
    }

    /**
     * Tells of an event.
     *
     * @param more a name, a value, a name, and so on
     */
    static synchronized void say(String is, String namespace, Object... more) {
        Map<Object, Object> event = new LinkedHashMap<>();
        event.put("is", is);
        event.put("namespace", namespace);
        for (int i = 0; i < more.length; i += 2) {
            event.put(more[i], Wire.to(Collections.singletonList(more[i + 1])).get(0));
        }
        byte[] line = (GSON.toJson(event) + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }
}
