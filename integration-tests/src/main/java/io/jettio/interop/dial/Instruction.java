package io.jettio.interop.dial;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of what is asked: {@code emit message {"a":1} hello}, or the same as
 * {@code {"do":"emit","event":"message","args":[{"a":1},"hello"]}}.
 *
 * @param verb what to do
 * @param event the event's name, empty where there is none
 * @param arguments what goes with it
 * @param id what the answer is told with, or null
 */
record Instruction(
        Verb verb,
        String event,
        List<@Nullable Object> arguments,
        @Nullable Object id) {
    /** What can be asked. */
    enum Verb {
        /** Emits an event. */
        EMIT(true),
        /** Emits an event and tells the ack. */
        ACK(true),
        /** Goes on once an event has come. */
        WAIT(true),
        /** Acknowledges the server's events of a name from now on. */
        ANSWER(true),
        /** Connects again. */
        CONNECT(false),
        /** Leaves the namespace. */
        DISCONNECT(false),
        /** Lists what can be asked. */
        HELP(false),
        /** Ends. */
        QUIT(false);

        private final boolean named;

        Verb(boolean named) {
            this.named = named;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Verb of(String word) {
            for (Verb verb : values()) {
                if (verb.word().equals(word)) {
                    return verb;
                }
            }
            throw new IllegalArgumentException("there is no instruction " + word + "; help lists them");
        }
    }

    static final String HELP = """
            emit EVENT [ARGUMENT…]    emits an event; arguments are JSON, and what is no JSON is text
            ack EVENT [ARGUMENT…]     the same, and tells the server's ack
            wait EVENT                goes on once such an event has come that no wait before was for
            answer EVENT [ARGUMENT…]  acknowledges such events of the server, from now on, with these arguments
            disconnect, connect       leaves the namespace, joins it again
            quit                      ends, as the end of the input does""";

    Instruction {
        if (verb.named && event.isEmpty()) {
            throw new IllegalArgumentException(verb.word() + " wants the name of an event");
        }
        if (!verb.named && !(event.isEmpty() && arguments.isEmpty())) {
            throw new IllegalArgumentException(verb.word() + " takes nothing");
        }
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is no instruction; the message says why
     */
    static Instruction read(String line) {
        String text = line.strip();
        return text.startsWith("{") ? ofJson(text) : ofWords(text);
    }

    private static Instruction ofJson(String text) {
        if (!(Values.tree(text) instanceof JsonObject object)) {
            throw new IllegalArgumentException("no JSON object: " + text);
        }
        String event = "";
        JsonArray arguments = new JsonArray();
        Object id = null;
        Verb verb = null;
        for (var member : object.entrySet()) {
            JsonElement value = member.getValue();
            switch (member.getKey()) {
                case "do" -> verb = Verb.of(string("do", value));
                case "event" -> event = string("event", value);
                case "args" -> {
                    if (!(value instanceof JsonArray array)) {
                        throw new IllegalArgumentException("args wants an array");
                    }
                    arguments = array;
                }
                case "id" -> id = Values.value(value);
                default -> throw new IllegalArgumentException("there is no member " + member.getKey());
            }
        }
        if (verb == null) {
            throw new IllegalArgumentException("there is no member do in " + text);
        }
        return new Instruction(verb, event, Values.values(arguments), id);
    }

    private static String string(String name, JsonElement value) {
        if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw new IllegalArgumentException(name + " wants a string");
    }

    private static Instruction ofWords(String text) {
        List<String> words = words(text);
        Verb verb = Verb.of(words.get(0));
        String event = words.size() > 1 && argument(words.get(1)) instanceof String name ? name : "";
        if (words.size() > 1 && event.isEmpty()) {
            event = words.get(1); // a number names an event as well
        }
        List<@Nullable Object> arguments = new ArrayList<>();
        words.stream().skip(2).forEach(word -> arguments.add(argument(word)));
        return new Instruction(verb, event, arguments, null);
    }

    private static @Nullable Object argument(String word) {
        char first = word.charAt(0);
        if (first == '{' || first == '[' || first == '"') {
            return Values.value(Values.tree(word)); // meant as JSON, so it has to be JSON
        }
        try {
            return Values.value(Values.tree(word));
        } catch (IllegalArgumentException e) {
            return word;
        }
    }

    /** Words are parted by spaces outside of quotes and brackets. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (start < 0) {
                if (Character.isWhitespace(c)) {
                    continue;
                }
                start = i;
            }
            boolean structured = "{[\"".indexOf(text.charAt(start)) >= 0;
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else {
                    quoted = c != '"';
                }
            } else if (structured && c == '"') {
                quoted = true;
            } else if (structured && (c == '{' || c == '[')) {
                depth++;
            } else if (structured && (c == '}' || c == ']')) {
                depth--;
            } else if (depth <= 0 && Character.isWhitespace(c)) {
                words.add(text.substring(start, i));
                start = -1;
                depth = 0;
            }
        }
        if (start >= 0) {
            words.add(text.substring(start));
        }
        return words;
    }
}
