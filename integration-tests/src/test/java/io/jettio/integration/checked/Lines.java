package io.jettio.integration.checked;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.ToNumberPolicy;
import com.google.gson.annotations.SerializedName;
import io.jettio.integration.peer.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Instructions and events, a line of JSON each; binary is {@code {"$binary": "<base64>"}} in both directions. */
final class Lines {
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();

    private Lines() {}

    /** An instruction; what it does not say is null. */
    record Told(
            @SerializedName("do") String what,
            List<String> namespaces,
            List<String> transports,
            long delay,
            Map<String, String> auth,
            String namespace,
            String event,
            List<Object> args,
            Object id) {
        /** The arguments to be emitted, binary as a {@code ByteBuffer}. */
        List<Object> values() {
            return Wire.from(args);
        }

        /** Whether the event is to be answered. */
        boolean asks() {
            return what.equals("ask");
        }

        void answered(List<?> answer) {
            say("answer", namespace, "id", id, "args", answer);
        }
    }

    /** How a client connects: it keeps the socket of each namespace. */
    interface Connect<S> {
        void connect(String url, Told how, Map<String, S> sockets);
    }

    /** Follows the instructions on standard input to its end, which is the process's; the URL is the last argument. */
    static <S> void follow(String[] arguments, Connect<S> connect, BiConsumer<S, Told> emit, Consumer<S> leave) {
        Map<String, S> sockets = new HashMap<>();
        for (Scanner in = new Scanner(System.in, StandardCharsets.UTF_8); in.hasNextLine(); ) {
            Told told = GSON.fromJson(in.nextLine(), Told.class);
            switch (told.what()) {
                case "connect" -> connect.connect(arguments[arguments.length - 1], told, sockets);
                case "emit", "ask" -> emit.accept(sockets.get(told.namespace()), told);
                case "note" -> say("note", "/");
                default -> leave.accept(sockets.get(told.namespace()));
            }
        }
        System.exit(0);
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
