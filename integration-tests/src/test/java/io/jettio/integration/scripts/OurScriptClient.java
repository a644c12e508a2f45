package io.jettio.integration.scripts;

import static io.jettio.integration.Patience.await;

import io.jettio.client.AckEmitter;
import io.jettio.client.AckException;
import io.jettio.client.ConnectError;
import io.jettio.client.Manager;
import io.jettio.client.ManagerOptions;
import io.jettio.client.Socket;
import io.jettio.client.engine.TransportType;
import io.jettio.integration.peer.Wire;
import io.jettio.integration.servers.Journal;
import io.jettio.integration.servers.LineProcess;
import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.socketio.Payload;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** The client of this project. */
final class OurScriptClient implements ScriptClient {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String OF_THE_SCRIPT = "of the script";

    private Journal journal = new Journal();
    private Manager manager;
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();
    private final Map<String, Registration> listeners = new HashMap<>();

    @Override
    public String name() {
        return "ours";
    }

    @Override
    public void begin(String url, Script script, Journal fresh) {
        journal = fresh;
        ManagerOptions.Builder options = ManagerOptions.builder();
        script.options().forEach((name, value) -> set(options, name, value));
        script.sockets().forEach((name, value) -> set(options, name, value));
        manager = Manager.create(URI.create(url), options.build());
        manager.onReconnectAttempt(attempt -> journal.add("manager", "reconnect_attempt " + attempt));
        manager.onReconnect(attempt -> journal.add("manager", "reconnect " + attempt));
        manager.onReconnectError(error -> journal.add("manager", "reconnect_error"));
        manager.onReconnectFailed(() -> journal.add("manager", "reconnect_failed"));
        socket("a", "/");
    }

    private static void set(ManagerOptions.Builder options, String name, Object value) {
        switch (name) {
            case "transports" ->
                options.transports(((List<?>) value)
                        .stream()
                                .map(type -> TransportType.valueOf(((String) type).toUpperCase(Locale.ROOT)))
                                .toArray(TransportType[]::new));
            case "reconnection" -> options.reconnection((Boolean) value);
            case "reconnectionAttempts" -> options.reconnectionAttempts(((Number) value).intValue());
            case "reconnectionDelay" -> options.reconnectionDelay(millis(value));
            case "reconnectionDelayMax" -> options.reconnectionDelayMax(millis(value));
            case "randomizationFactor" -> options.randomizationFactor(((Number) value).doubleValue());
            case "retries" -> options.retries(((Number) value).intValue());
            case "ackTimeout" -> options.ackTimeout(millis(value));
            case "timeout" -> options.connectTimeout(millis(value));
            case "auth" -> options.auth(value);
            default -> throw new IllegalArgumentException("unknown to our client: " + name);
        }
    }

    private static Duration millis(Object value) {
        return Duration.ofMillis(((Number) value).longValue());
    }

    private void socket(String name, String namespace) {
        Socket socket = manager.socket(namespace);
        sockets.put(name, socket);
        socket.onConnect(() -> journal.add(name, "connect"));
        socket.onDisconnect(reason -> journal.add(name, "disconnect " + reason));
        socket.onConnectError(error -> journal.add(name, "connect_error " + describe(error)));
        socket.onError(failure -> {
            if (!OF_THE_SCRIPT.equals(failure.cause().getMessage())) {
                journal.add(name, failure.toString());
            }
        });
    }

    private static String describe(ConnectError error) {
        if (!error.refused()) {
            return json("(connection)");
        }
        return json(error.message())
                + error.data(Object.class).map(data -> " " + json(data)).orElse("");
    }

    private static String json(Object value) {
        return LineProcess.JSON.toJson(value);
    }

    private static String json(Payload payload) {
        return json(Wire.to(values(payload)));
    }

    private static List<Object> values(Payload payload) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < payload.size(); i++) {
            values.add(payload.get(i, Object.class));
        }
        return values;
    }

    @Override
    public void follow(Script.Step step) {
        if (step.op().equals("socket")) {
            socket(step.target(), step.text("ns"));
        } else {
            follow(step.instruction());
        }
    }

    private void follow(Map<String, ?> step) {
        String name = (String) step.get("socket");
        Socket socket = sockets.get(name);
        String event = (String) step.get("event");
        switch ((String) step.get("op")) {
            case "connect" -> socket.connect();
            case "disconnect" -> socket.disconnect();
            case "emit" -> socket.emitAll(event, arguments(step));
            case "volatile" -> socket.asVolatile().emitAll(event, arguments(step));
            case "ask" -> ask(name, step, socket);
            case "timeout" -> ask(name, step, socket.timeout(millis(step.get("millis"))));
            case "on" -> listeners.put(name + event, socket.on(event, payload -> event(name, event, payload)));
            case "once" -> socket.once(event, payload -> event(name, event, payload));
            case "off" -> socket.off(event);
            case "remove" -> listeners.remove(name + event).remove();
            case "answer" ->
                socket.onWithAck(event, (payload, ack) -> {
                    event(name, event, payload);
                    ack.sendAll(arguments(step));
                });
            case "answerTwice" -> socket.onWithAck(event, OurScriptClient::answerTwice);
            case "any" ->
                listeners.put(
                        name + " any",
                        socket.onAny((any, payload) -> journal.add(name, "any " + any + " " + json(payload))));
            case "outgoing" ->
                listeners.put(
                        name + " outgoing",
                        socket.onAnyOutgoing(
                                (any, payload) -> journal.add(name, "outgoing " + any + " " + json(payload))));
            case "offOutgoing" -> listeners.remove(name + " outgoing").remove();
            case "offAny" -> listeners.remove(name + " any").remove();
            case "within" -> within(socket, (String) step.get("on"), (List<?>) step.get("steps"));
            case "reserved" -> reserved(name, event, socket);
            case "state" -> {} // asked after each step
            case "throwing" ->
                socket.on(event, payload -> {
                    throw new IllegalStateException(OF_THE_SCRIPT);
                });
            default -> throw new IllegalArgumentException("unknown to our client: " + step);
        }
    }

    private void reserved(String name, String event, Socket socket) {
        try {
            socket.emit(event);
        } catch (IllegalArgumentException refused) {
            journal.add(name, "refuses " + event);
        }
    }

    private static List<Object> arguments(Map<String, ?> step) {
        return Wire.from(step.get("args"));
    }

    private void event(String name, String event, Payload payload) {
        journal.add(name, "event " + event + " " + json(payload));
    }

    private static void answerTwice(Payload payload, Ack ack) {
        ack.send("first");
        ack.send("second");
    }

    private void ask(String name, Map<String, ?> step, AckEmitter emitter) {
        String token = (String) step.get("token");
        var unused = emitter.emitAllWithAck((String) step.get("event"), Object.class, arguments(step))
                .whenComplete((value, failure) -> journal.add(
                        name + " acks",
                        token + " "
                                + (failure == null
                                        ? json(Wire.to(Collections.singletonList(value))
                                                .get(0))
                                        : outcome(failure))));
    }

    private static String outcome(Throwable failure) {
        return failure instanceof AckException ack ? ack.reason().name().toLowerCase(Locale.ROOT) : failure.toString();
    }

    /** Steps of a handler, which runs once. */
    private void within(Socket socket, String on, List<?> steps) {
        AtomicBoolean done = new AtomicBoolean();
        Socket.Action action = () -> {
            if (done.compareAndSet(false, true)) {
                for (Object step : steps) {
                    Map<String, Object> inner = new LinkedHashMap<>();
                    ((Map<?, ?>) step).forEach((key, value) -> inner.put((String) key, value));
                    follow(inner);
                }
            }
        };
        switch (on) {
            case "connect" -> socket.onConnect(action);
            case "disconnect" -> socket.onDisconnect(reason -> action.run());
            case "connect_error" -> socket.onConnectError(error -> action.run());
            default -> socket.on(on, payload -> action.run());
        }
    }

    @Override
    public Map<String, ?> states(Predicate<String> of, Map<String, ?> expected) {
        if (expected != null) {
            try {
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(2))
                        .atMost(SOON)
                        .until(() -> states(of).equals(expected));
            } catch (ConditionTimeoutException different) {
                return states(of); // as the comparison will say
            }
            return expected;
        }
        return states(of);
    }

    private Map<String, ?> states(Predicate<String> of) {
        Map<String, Object> states = new LinkedHashMap<>();
        sockets.forEach((name, socket) -> {
            if (of.test(name)) {
                states.put(
                        name,
                        Map.of(
                                "connected",
                                socket.connected(),
                                "active",
                                socket.active(),
                                "recovered",
                                socket.recovered()));
            }
        });
        return states;
    }

    @Override
    public void end() {
        manager.close();
        sockets.clear();
        listeners.clear();
    }
}
