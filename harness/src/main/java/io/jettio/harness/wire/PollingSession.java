package io.jettio.harness.wire;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An Engine.IO v4 session over HTTP long-polling. Read by one thread; another one may post, and ask whether it was
 * neglected.
 */
public final class PollingSession {
    private static final String PONG = "3";

    private final Endpoint endpoint;
    private final JsonObject handshake;
    private final long opened;
    private final Deque<String> packets = new ArrayDeque<>();

    /** When it began, or when its last pong was there; nothing depends on the order in which two threads write it. */
    private volatile long ponged;

    /** The longest time without a pong, as far as a request has ended it; of two threads that write it one may win. */
    private volatile long longest;

    private PollingSession(Endpoint endpoint, JsonObject handshake) {
        this.endpoint = endpoint;
        this.handshake = handshake;
        this.opened = System.nanoTime();
        this.ponged = opened;
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
        longest = Math.max(longest, unanswered());
        return "EIO=4&transport=polling&sid=" + sid();
    }

    /** The query of a WebSocket that is to upgrade this session. */
    public String upgradeQuery() {
        longest = Math.max(longest, unanswered());
        return "EIO=4&transport=websocket&sid=" + sid();
    }

    private long unanswered() {
        return System.nanoTime() - ponged;
    }

    /**
     * The longest time for which this side sent no pong, up to the last request, or up to now unless that is longer than a
     * read has patience: then it was the server that kept this side waiting.
     */
    public Duration neglected() {
        long now = unanswered();
        boolean waited = now >= endpoint.access().patience().toNanos();
        return Duration.ofNanos(waited ? longest : Math.max(longest, now));
    }

    public Answer poll() {
        return seen(endpoint.get(query()));
    }

    private Answer seen(Answer answer) {
        if (answer.status() == 400) {
            endpoint.access().tape().ended();
        }
        return answer;
    }

    public CompletableFuture<Answer> pollLater() {
        return endpoint.getLater(query());
    }

    /** A poll that the server holds by now. */
    public RawExchange heldPoll() {
        return RawExchange.held(endpoint, endpoint.head("GET", query()));
    }

    public Answer post(String payload) {
        return seen(endpoint.post(query(), payload));
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
        if (payload.equals(PONG)) {
            ponged = System.nanoTime();
        }
        return this;
    }

    /** The next packet that is not a ping; pings are answered. */
    public String packet() {
        long end = System.nanoTime() + endpoint.access().patience().toNanos();
        while (System.nanoTime() < end) {
            @Nullable String packet = packetOfOnePoll();
            if (packet != null) {
                return packet;
            }
        }
        throw new AssertionError("nothing but pings within " + endpoint.access().patience());
    }

    /** The next packet that is not a ping, or null when the next poll brings nothing else; pings are answered. */
    @Nullable
    String packetOfOnePoll() {
        if (packets.isEmpty()) {
            Answer answer = poll();
            if (answer.status() != 200) {
                throw new AssertionError("expected packets, got " + answer);
            }
            packets.addAll(Arrays.asList(answer.text().split("\u001e", -1)));
        }
        while (!packets.isEmpty()) {
            String packet = packets.remove();
            if (!packet.equals("2")) {
                return packet;
            }
            send(PONG);
        }
        return null;
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
                    post(PONG);
                    ponged = System.nanoTime();
                }
            }
        }
        throw new AssertionError(
                "the session still lives after " + endpoint.access().patience());
    }
}
