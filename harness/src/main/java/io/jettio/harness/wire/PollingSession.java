package io.jettio.harness.wire;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/** An Engine.IO v4 session over HTTP long-polling. Used by one thread. */
public final class PollingSession {
    private final Endpoint endpoint;
    private final JsonObject handshake;
    private final long opened;
    private final Deque<String> packets = new ArrayDeque<>();

    private PollingSession(Endpoint endpoint, JsonObject handshake) {
        this.endpoint = endpoint;
        this.handshake = handshake;
        this.opened = System.nanoTime();
    }

    public static PollingSession open(Endpoint endpoint) {
        return open(endpoint, "");
    }

    /** Opens a session whose handshake has more parameters: {@code &name=value}. */
    public static PollingSession open(Endpoint endpoint, String more) {
        Answer answer = endpoint.get("EIO=4&transport=polling" + more);
        if (answer.status() != 200 || !answer.text().startsWith("0{")) {
            throw new AssertionError("expected a handshake, got " + answer);
        }
        return new PollingSession(endpoint, Json.object(answer.text().substring(1)));
    }

    /** The same session by another access, for instance a more patient one; what was read stays with the first. */
    public static PollingSession resume(Endpoint endpoint, PollingSession session) {
        return new PollingSession(endpoint, session.handshake);
    }

    public JsonObject handshake() {
        return handshake;
    }

    public String sid() {
        return handshake.get("sid").getAsString();
    }

    /** When the answer to the handshake was here, as {@link System#nanoTime()} counts. */
    public long opened() {
        return opened;
    }

    /** The query of this session's requests. */
    public String query() {
        return "EIO=4&transport=polling&sid=" + sid();
    }

    /** The query of a WebSocket that is to upgrade this session. */
    public String upgradeQuery() {
        return "EIO=4&transport=websocket&sid=" + sid();
    }

    public Answer poll() {
        return endpoint.get(query());
    }

    public CompletableFuture<Answer> pollLater() {
        return endpoint.getLater(query());
    }

    /** A poll that the server holds by now. */
    public RawExchange heldPoll() {
        return RawExchange.held(endpoint, endpoint.head("GET", query()));
    }

    public Answer post(String payload) {
        return endpoint.post(query(), payload);
    }

    /** Posts a payload that the server may take, refuse or answer by cutting the connection. */
    public void postUntilClosed(String payload) {
        int status = RawExchange.post(endpoint, query(), payload);
        if (status != 0 && status != 200 && status != 400) {
            throw new AssertionError("expected 200, 400 or the end of the connection, got status " + status);
        }
    }

    /** Posts a payload that the server must take. */
    public PollingSession send(String payload) {
        Answer answer = post(payload);
        if (answer.status() != 200 || !answer.text().equalsIgnoreCase("ok")) {
            throw new AssertionError("expected ok, got " + answer);
        }
        return this;
    }

    /** The next packet that is not a ping; pings are answered. */
    public String packet() {
        long end = System.nanoTime() + endpoint.access().patience().toNanos();
        while (System.nanoTime() < end) {
            while (!packets.isEmpty()) {
                String packet = packets.remove();
                if (!packet.equals("2")) {
                    return packet;
                }
                send("3");
            }
            Answer answer = poll();
            if (answer.status() != 200) {
                throw new AssertionError("expected packets, got " + answer);
            }
            packets.addAll(Arrays.asList(answer.text().split("\u001e", -1)));
        }
        throw new AssertionError("nothing but pings within " + endpoint.access().patience());
    }

    /** Polls on, answering pings, until the session is gone: a close packet or a refusal. */
    public void closed() {
        long end = System.nanoTime() + endpoint.access().patience().toNanos();
        while (System.nanoTime() < end) {
            Answer answer = poll();
            if (answer.status() == 400) {
                return;
            }
            for (String packet : answer.text().split("\u001e", -1)) {
                if (packet.equals("1")) {
                    return;
                }
                if (packet.equals("2")) {
                    // Not checked: the session may end between its ping and this pong.
                    post("3");
                }
            }
        }
        throw new AssertionError(
                "the session still lives after " + endpoint.access().patience());
    }
}
