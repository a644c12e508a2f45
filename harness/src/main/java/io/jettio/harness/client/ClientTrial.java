package io.jettio.harness.client;

import com.google.gson.JsonObject;
import io.jettio.harness.check.Expect;
import io.jettio.harness.check.Trial;
import io.jettio.harness.client.Session.Packet;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Deadlines;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.Request;
import io.jettio.harness.wire.ScriptedServer;
import io.jettio.harness.wire.ServedWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of a scenario: a server of its own, and a process of the command. Used by the thread of the scenario. */
public final class ClientTrial extends Trial {
    /** How long a process may take before it is heard of. */
    private static final Duration START = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(10);

    private static final Pattern CONNECT = Pattern.compile("40(?:(/[^,]*),?)?(\\{.*\\})?");
    private static final int LINES = 80;

    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger settled = new AtomicInteger();
    private final ScriptedServer server;
    private final Subject client;
    private boolean heard;

    ClientTrial(List<String> command) {
        super(LINES);
        server = new ScriptedServer(this);
        try {
            client = closing(new Subject(command, server.url(), Deadlines.PATIENCE, this));
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        }
        closing(server);
    }

    public Subject client() {
        return client;
    }

    /** A CONNECT packet: which namespace, and the payload, empty where there is none. */
    public record Join(String namespace, String payload) {
        public static Join of(String packet) {
            Matcher matcher = CONNECT.matcher(packet);
            Expect.that(matcher.matches(), "expected CONNECT, got " + packet);
            return new Join(
                    matcher.group(1) == null ? "/" : matcher.group(1),
                    matcher.group(2) == null ? "" : matcher.group(2));
        }
    }

    // ------------------------------------------------------------ the way in

    /** The next request that belongs to no session. */
    public Request arrival() {
        return arrival(Deadlines.PATIENCE);
    }

    public Request arrival(Duration patience) {
        Request request = arrival(heard ? patience : START, () -> false, "the client did not connect")
                .orElseThrow();
        heard = true;
        return request;
    }

    /** Waits for either: a request that belongs to no session, or what the session shows, which is told by none. */
    public Optional<Request> arrivalOr(BooleanSupplier shown) {
        return arrival(Deadlines.PATIENCE, shown, "the client neither went on nor began a new session");
    }

    /** Looks again and again, since nothing arrives from a command that has ended. */
    private Optional<Request> arrival(Duration patience, BooleanSupplier shown, String failure) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                if (shown.getAsBoolean()) {
                    return Optional.empty();
                }
                Optional<Request> request = server.arrival(LOOK);
                if (request.isPresent()) {
                    return request;
                }
                client.lives();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the client", e);
        }
        throw new AssertionError(failure + " within " + patience);
    }

    /** Tells the client to connect, and gives its first request. */
    public Request connect(Connect how) {
        client.tell(how.instruction());
        return arrival();
    }

    /** Answers a first request, over its transport, with a handshake. */
    public Session open(Request first, Handshake handshake) {
        return open(first, handshake, "engine-" + sessions.incrementAndGet());
    }

    public Session open(Request first, Handshake handshake, String sid) {
        Session session = new Session(sid, Deadlines.PATIENCE);
        server.route(sid, session::on);
        if (first.upgrades()) {
            ServedWebSocket webSocket = first.accept(session::on);
            session.carriedBy(webSocket);
            session.send(handshake.packet(sid));
        } else {
            first.answer(200, handshake.packet(sid));
        }
        return session;
    }

    /** Reads CONNECT packets and answers them, and waits until the client has told so; which, in their order. */
    public List<Join> join(Session session, int namespaces) {
        List<Join> joins = new ArrayList<>();
        for (int i = 0; i < namespaces; i++) {
            Join join = Join.of(session.packet());
            session.send("40" + prefix(join.namespace()) + "{\"sid\":\"" + id(session, join.namespace()) + "\"}");
            client.next("connect");
            joins.add(join);
        }
        return joins;
    }

    /** What stands before the payload of a packet for a namespace. */
    public static String prefix(String namespace) {
        return namespace.equals("/") ? "" : namespace + ",";
    }

    /** The id that a client gets in a namespace. */
    public static String id(Session session, String namespace) {
        return session.sid() + "-" + namespace.substring(1);
    }

    /** A client in its namespaces. */
    public Session joined(Connect how, Handshake handshake) {
        Session session = open(connect(how), handshake);
        join(session, how.namespaces().size());
        return session;
    }

    /** A client in the main namespace over one transport. */
    public Session joined(Transport via) {
        return joined(Connect.over(via), Handshake.PLAIN);
    }

    /** A client that comes back, in as many namespaces. */
    public Session again(int namespaces) {
        Session session = open(arrival(), Handshake.PLAIN);
        join(session, namespaces);
        return session;
    }

    /** Cuts all connections, without a word. */
    public void cut() {
        server.cut();
    }

    // ------------------------------------------------------------ what the client does

    public void emit(String event, String arguments) {
        emit("/", event, arguments);
    }

    public void emit(String namespace, String event, String arguments) {
        client.tell("{\"do\":\"emit\",\"namespace\":%s,\"event\":%s,\"args\":%s}"
                .formatted(Json.quoted(namespace), Json.quoted(event), arguments));
    }

    /** Emits with ack, whose answer the client tells under a number. */
    public void ask(int number, String event, String arguments) {
        client.tell("{\"do\":\"ask\",\"namespace\":\"/\",\"event\":%s,\"args\":%s,\"id\":%d}"
                .formatted(Json.quoted(event), arguments, number));
    }

    /** Returns when the client has followed all instructions so far. */
    public void followed() {
        client.tell("{\"do\":\"note\"}");
        client.next("note");
    }

    public void leave(String namespace) {
        client.tell("{\"do\":\"disconnect\",\"namespace\":%s}".formatted(Json.quoted(namespace)));
    }

    /** Demands that the client tells of an event next. */
    public void hears(String namespace, String event, String arguments) {
        Expect.equal(client.next("event"), event(namespace, event, arguments));
    }

    /** Demands that it tells of events of several namespaces next: no order is promised between those. */
    public void hearsInAnyOrder(JsonObject... events) {
        Set<JsonObject> told = new HashSet<>();
        for (int i = 0; i < events.length; i++) {
            told.add(client.next("event"));
        }
        Expect.equal(told, Set.of(events));
    }

    /** What a client tells of an event. */
    public static JsonObject event(String namespace, String event, String arguments) {
        JsonObject told = new JsonObject();
        told.addProperty("is", "event");
        told.addProperty("namespace", namespace);
        told.addProperty("event", event);
        told.add("args", Json.value(arguments));
        return told;
    }

    /** Demands the answer to what was asked under a number. */
    public void answered(int number, String arguments) {
        JsonObject told = client.next("answer");
        Expect.equal(told.get("id"), Json.value(String.valueOf(number)));
        Expect.equal(told.get("args"), Json.value(arguments));
    }

    /** Has the client tell of an event and emit one, and gives what else came meanwhile. */
    public List<Packet> settle(Session session) {
        int number = settled.incrementAndGet();
        session.send("42[\"settle\"," + number + "]");
        hears("/", "settle", "[" + number + "]");
        emit("settled", "[" + number + "]");
        String last = "42[\"settled\"," + number + "]";
        List<Packet> others = new ArrayList<>();
        for (Packet packet = session.receive(); !packet.text().equals(last); packet = session.receive()) {
            others.add(packet);
        }
        return others;
    }

    /** Demands that the client is still in the namespace and nothing else came. */
    public void goesOn(Session session) {
        goesOnAfter(session);
    }

    /** The same where packets were held back until now, which come first. */
    public void goesOnAfter(Session session, String... before) {
        List<String> others = settle(session).stream().map(Packet::text).toList();
        Expect.equal(others, List.of(before));
    }

    /** Whether no request comes for so long that belongs to no session. */
    public boolean isQuietFor(int millis) {
        try {
            return server.arrival(Duration.ofMillis(millis)).isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the client", e);
        }
    }
}
