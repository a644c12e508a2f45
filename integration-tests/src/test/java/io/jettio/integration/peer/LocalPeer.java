package io.jettio.integration.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A client in this process, which takes the instructions and gives the reports of one in another. */
abstract class LocalPeer implements PeerClient {
    private final Sockets sockets = new Sockets();
    private final Map<String, Driven> driven = new ConcurrentHashMap<>();
    private final Map<String, Numbers> numbers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /** What a client's socket can be told. */
    interface Driven {
        void connect();

        void emit(String event, List<Object> arguments);

        /** Emits with ack, for which it waits this long; the ack's arguments, or null where none came. */
        void ask(String event, List<Object> arguments, int timeoutMillis, Consumer<List<Object>> answer);

        void disconnect();

        /** Disconnects for good. */
        void close();
    }

    /**
     * A socket to be.
     *
     * @param reports takes what happens to the socket
     */
    record Description(String url, Map<?, ?> options, Map<?, ?> rules, Reports reports) {
        /** How events of a name are to be acknowledged. */
        List<Object> answer(String event, List<Object> arguments) {
            Map<?, ?> rule = (Map<?, ?>) rules.get(event);
            return rule.containsKey("echo") ? arguments : List.of(Wire.one(rule.get("value")));
        }

        /** The names of the events that are acknowledged. */
        List<String> answered() {
            return rules.keySet().stream().map(String.class::cast).toList();
        }

        String[] transports() {
            return ((List<?>) options.get("transports"))
                    .stream().map(String.class::cast).toArray(String[]::new);
        }

        boolean reconnection() {
            return !Boolean.FALSE.equals(options.get("reconnection"));
        }

        int millis(String option, int byDefault) {
            return options.get(option) instanceof Number number ? number.intValue() : byDefault;
        }
    }

    /** Sockets for these namespaces over one connection, the first of which says how it is made; none is connected yet. */
    abstract List<Driven> create(List<Description> descriptions);

    @Override
    public final PeerSocket.Plan socket(String url) {
        return sockets.plan(url, this::follow);
    }

    @Override
    public final void reset() {
        sockets.forget();
        numbers.values().forEach(Numbers::end);
        numbers.clear();
        driven.values().forEach(Driven::close);
        driven.clear();
    }

    @Override
    public void stop() throws Exception {
        clock.shutdownNow();
    }

    private void follow(Map<String, ?> instruction) {
        String name = (String) instruction.get("socket");
        String event = (String) instruction.get("event");
        switch ((String) instruction.get("op")) {
            case "connect" -> connect(instruction);
            case "emit" -> driven.get(name).emit(event, Wire.from(instruction.get("args")));
            case "ask" -> ask(name, event, instruction);
            case "startNumbers" -> numbers.put(name, new Numbers(event, driven.get(name)));
            case "stopNumbers" ->
                new Reports(name, sockets)
                        .put("numbers", Map.of("count", numbers.remove(name).end()));
            case "disconnect" -> driven.get(name).disconnect();
            default -> throw new IllegalArgumentException("unknown to a client in this process: " + instruction);
        }
    }

    private void connect(Map<String, ?> instruction) {
        List<Map<?, ?>> all = new ArrayList<>(List.of(instruction));
        if (instruction.get("along") instanceof List<?> along) {
            along.forEach(other -> all.add((Map<?, ?>) other));
        }
        List<Driven> created = create(all.stream().map(this::description).toList());
        for (int i = 0; i < created.size(); i++) {
            driven.put((String) all.get(i).get("socket"), created.get(i));
        }
        created.forEach(Driven::connect);
    }

    private Description description(Map<?, ?> from) {
        return new Description(
                (String) from.get("url"),
                (Map<?, ?>) from.get("options"),
                (Map<?, ?>) from.get("rules"),
                new Reports((String) from.get("socket"), sockets));
    }

    private void ask(String name, String event, Map<String, ?> instruction) {
        int timeout = ((Number) instruction.get("timeout")).intValue();
        driven.get(name).ask(event, Wire.from(instruction.get("args")), timeout, answers -> {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("token", instruction.get("token"));
            if (answers == null) {
                report.put("error", "operation has timed out");
            } else {
                report.put("args", Wire.to(answers));
            }
            new Reports(name, sockets).put("answer", report);
        });
    }

    /** What happens to one socket; called on any thread. */
    record Reports(String name, Sockets sockets) {
        void put(String what, Map<String, ?> more) {
            Map<String, Object> report = new LinkedHashMap<>(more);
            report.put("socket", name);
            report.put("what", what);
            sockets.accept(report);
        }

        void connected(String id) {
            put("connect", Map.of("id", id));
        }

        void disconnected(String reason) {
            put("disconnect", Map.of("reason", reason));
        }

        void refused(String message, Object data) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("message", message);
            report.put("data", data);
            put("connect_error", report);
        }

        void event(String event, List<Object> arguments) {
            put("event", Map.of("event", event, "args", Wire.to(arguments)));
        }
    }

    /** Emits 0, 1, 2 and so on. */
    private final class Numbers {
        private final String event;
        private final Driven socket;
        private final java.util.concurrent.Future<?> task;
        private int next; // guarded by this
        private boolean ended; // guarded by this

        Numbers(String event, Driven socket) {
            this.event = event;
            this.socket = socket;
            this.task = clock.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.MILLISECONDS);
        }

        private synchronized void tick() {
            for (int i = 0; i < 3 && !ended; i++) {
                socket.emit(event, List.of(next++));
            }
        }

        synchronized int end() {
            ended = true;
            task.cancel(false);
            return next;
        }
    }
}
