package io.jettio.integration.peer;

import io.jettio.integration.Inbox;
import io.jettio.integration.Patience;
import io.jettio.integration.Transports;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One socket of a client that a test drives. */
public final class PeerSocket {
    private final Consumer<Map<String, ?>> instructions;
    private final String name;
    private final Map<String, Inbox<Map<?, ?>>> reports = new ConcurrentHashMap<>();
    private final Map<String, Inbox<Event>> events = new ConcurrentHashMap<>();
    private final List<Event> allEvents = new ArrayList<>(); // guarded by itself
    private final AtomicInteger tokens = new AtomicInteger();

    PeerSocket(Consumer<Map<String, ?>> instructions, String name) {
        this.instructions = instructions;
        this.name = name;
    }

    /** An event that the client got, and the transport in use when it did. */
    public record Event(String name, List<Object> arguments, String transport) {
        /** The only argument. */
        public Object argument() {
            if (arguments.size() != 1) {
                throw new AssertionError("not one argument: " + arguments);
            }
            return arguments.get(0);
        }
    }

    /** Why a namespace could not be joined. */
    public record ConnectError(String message, Object data) {}

    /** A socket before it connects. */
    public static final class Plan {
        private final PeerSocket socket;
        private final String url;
        private final Map<String, Object> options = new LinkedHashMap<>();
        private final Map<String, Object> rules = new LinkedHashMap<>();
        private final List<Plan> others = new ArrayList<>();
        private PeerSocket shared;
        private Object upgradeAfter;
        private Transports transports = Transports.UPGRADE;

        Plan(PeerSocket socket, String url) {
            this.socket = socket;
            this.url = url;
        }

        public Plan over(Transports choice) {
            transports = choice;
            return option("transports", choice.names());
        }

        public Plan option(String option, Object value) {
            options.put(option, value);
            return this;
        }

        /** Upgrades, and does not begin to before some time has passed. */
        public Plan upgradingAfter(int millis) {
            upgradeAfter = millis;
            return this;
        }

        /** Upgrades, and does not begin to before the first event has come. */
        public Plan upgradingAfterTheFirstEvent() {
            upgradeAfter = "event";
            return this;
        }

        /** Uses the connection of another socket. */
        public Plan sharing(PeerSocket other) {
            shared = other;
            return this;
        }

        /** Joins another namespace over the same connection, from the beginning; only its options and rules count. */
        public Plan along(Plan other) {
            others.add(other);
            return this;
        }

        /** Has every event of a name acknowledged with a value. */
        public Plan answering(String event, Object value) {
            rules.put(event, Map.of("value", Wire.to(List.of(value)).get(0)));
            return this;
        }

        /** Has every event of a name acknowledged with its own arguments. */
        public Plan echoing(String event) {
            rules.put(event, Map.of("echo", true));
            return this;
        }

        /** Connects, and waits neither for success nor for failure. */
        public PeerSocket begin() {
            Map<String, Object> instruction = described();
            if (upgradeAfter != null) {
                instruction.put("upgradeAfter", upgradeAfter);
            }
            if (shared != null) {
                instruction.put("sharing", shared.name);
            }
            if (!others.isEmpty()) {
                instruction.put(
                        "along", others.stream().map(Plan::describedWithName).toList());
            }
            socket.tell("connect", instruction);
            return socket;
        }

        /** The socket, which another plan connects along with its own. */
        public PeerSocket socket() {
            return socket;
        }

        private Map<String, Object> described() {
            Map<String, Object> description = new LinkedHashMap<>();
            description.put("url", url);
            description.put("options", options);
            description.put("rules", rules);
            return description;
        }

        private Map<String, Object> describedWithName() {
            Map<String, Object> description = described();
            description.put("socket", socket.name);
            return description;
        }

        /** Connects, and returns when the namespace is joined and the client is on its last transport. */
        public PeerSocket connect() {
            begin();
            socket.awaitConnect();
            if (transports.upgrades() && shared == null) {
                socket.awaitUpgrade();
            }
            return socket;
        }
    }

    String name() {
        return name;
    }

    void accept(Map<?, ?> report) {
        String what = (String) report.get("what");
        if (what.equals("event")) {
            Event event = new Event(
                    (String) report.get("event"), Wire.from(report.get("args")), (String) report.get("transport"));
            synchronized (allEvents) {
                allEvents.add(event);
            }
            inbox(event.name()).put(event);
        } else {
            reports(what).put(report);
        }
    }

    private Inbox<Event> inbox(String event) {
        return events.computeIfAbsent(event, key -> new Inbox<>(name + "'s events " + key));
    }

    private Inbox<Map<?, ?>> reports(String what) {
        return reports.computeIfAbsent(what, key -> new Inbox<>(name + "'s " + key));
    }

    private void tell(String op, Map<String, Object> more) {
        Map<String, Object> instruction = new LinkedHashMap<>();
        instruction.put("op", op);
        instruction.put("socket", name);
        instruction.putAll(more);
        instructions.accept(instruction);
    }

    // ---------------------------------------------------------------- what it is to do

    public void emit(String event, Object... arguments) {
        tell("emit", Map.of("event", event, "args", Wire.to(Arrays.asList(arguments))));
    }

    /** Emits 0 … count-1 in one go. */
    public void burst(String event, int count) {
        tell("burst", Map.of("event", event, "count", count));
    }

    /** Emits 0 … count-1 over some time, the second half not before the upgrade where there is one. */
    public void stream(String event, int count, Transports transports) {
        tell("stream", Map.of("event", event, "count", count, "upgrades", transports.upgrades()));
    }

    /** Begins to emit 0, 1, 2 and so on, some each millisecond. */
    public void startNumbers(String event) {
        tell("startNumbers", Map.of("event", event));
    }

    /** Ends what {@link #startNumbers} began; how many were emitted. */
    public int stopNumbers() {
        tell("stopNumbers", Map.of());
        return ((Number) reports("numbers").take().get("count")).intValue();
    }

    /** Emits with ack and waits for it. */
    public List<Object> ask(String event, Object... arguments) {
        Map<?, ?> answer = askWithin((int) Patience.OF_CLIENTS.toMillis(), event, arguments);
        if (answer.containsKey("error")) {
            throw new AssertionError("no ack: " + answer.get("error"));
        }
        return Wire.from(answer.get("args"));
    }

    /** Emits with ack and returns how the client says that none came. */
    public String askInVain(int timeoutMillis, String event, Object... arguments) {
        return (String) askWithin(timeoutMillis, event, arguments).get("error");
    }

    private Map<?, ?> askWithin(int timeoutMillis, String event, Object... arguments) {
        String token = "t" + tokens.incrementAndGet();
        tell(
                "ask",
                Map.of(
                        "event",
                        event,
                        "args",
                        Wire.to(Arrays.asList(arguments)),
                        "token",
                        token,
                        "timeout",
                        timeoutMillis));
        Map<?, ?> answer = reports("answer").take();
        if (!token.equals(answer.get("token"))) {
            throw new AssertionError("the answer to another question: " + answer);
        }
        return answer;
    }

    public void disconnect() {
        tell("disconnect", Map.of());
    }

    /** Blocks the whole client for some time, as a page does that computes, or a process that is stopped. */
    public void block(int millis) {
        tell("block", Map.of("millis", millis));
    }

    /** Closes the connection below, as a page that is left does. */
    public void closeEngine() {
        tell("closeEngine", Map.of());
    }

    // ---------------------------------------------------------------- what happens to it

    /** Waits until it has joined its namespace; its id. */
    public String awaitConnect() {
        return (String) reports("connect").take().get("id");
    }

    public void awaitUpgrade() {
        reports("upgrade").take();
    }

    /** Waits until it is disconnected; the reason. */
    public String awaitDisconnect() {
        return (String) reports("disconnect").take().get("reason");
    }

    public ConnectError awaitConnectError() {
        Map<?, ?> error = reports("connect_error").take();
        return new ConnectError((String) error.get("message"), Wire.one(error.get("data")));
    }

    public Event await(String event) {
        return inbox(event).take();
    }

    public List<Object> await(String event, int count) {
        return inbox(event).take(count).stream().map(Event::argument).toList();
    }

    /** The names of all events so far, in order. */
    public List<String> eventNames() {
        synchronized (allEvents) {
            return allEvents.stream().map(Event::name).toList();
        }
    }
}
