package io.jettio.harness.client;

import io.jettio.harness.check.Expect;
import io.jettio.harness.wire.Channel.Transport;
import io.jettio.harness.wire.Request;
import io.jettio.harness.wire.ServedWebSocket;
import io.jettio.harness.wire.WebSocketFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A session of Engine.IO as its server sees it. It holds polls, answers POSTs with {@code ok}, and keeps what came, with
 * the transport that brought it; nothing else happens by itself. A packet is written as over polling: text as it is,
 * binary as {@code b} and base64. All fields are guarded by this.
 */
public final class Session {
    /** What came from the client. */
    public record Packet(String text, Transport via) {}

    private static final String SEPARATOR = "\u001e";

    private final String sid;
    private final Duration patience;
    private final Deque<String> outgoing = new ArrayDeque<>();
    private final List<Packet> received = new ArrayList<>();
    private final List<WebSocketFrame> controls = new ArrayList<>();
    private final Deque<Request> candidates = new ArrayDeque<>();
    private final Deque<Request> heldPosts = new ArrayDeque<>();
    private final List<String> posts = new ArrayList<>();
    private final List<String> overlaps = new ArrayList<>();
    private @Nullable Request poll;
    private @Nullable Request post;
    private @Nullable ServedWebSocket webSocket;
    private boolean joins;
    private boolean holdsPosts;
    private boolean releasing;
    private boolean ended;

    Session(String sid, Duration patience) {
        this.sid = sid;
        this.patience = patience;
    }

    public String sid() {
        return sid;
    }

    // ------------------------------------------------------------ what comes

    synchronized void on(Request request) {
        if (request.upgrades()) {
            candidates.add(request);
        } else if (request.method().equals("GET")) {
            if (poll != null && poll.pending()) {
                overlaps.add("a second poll while one was pending");
            }
            poll = request;
            flush();
        } else {
            if (post != null && post.pending()) {
                overlaps.add("a second POST while one was pending");
            }
            post = request;
            posts.add(request.text());
            for (String packet : request.text().split(SEPARATOR, -1)) {
                // What surrounds base64 is a topic of its own.
                take(new Packet(packet.startsWith("b") ? packet.strip() : packet, Transport.POLLING));
            }
            if (holdsPosts) {
                heldPosts.add(request);
            } else {
                request.answer(200, "ok");
            }
        }
        notifyAll();
    }

    synchronized void on(WebSocketFrame frame) {
        if (frame.head() < 0) {
            ended = true;
        } else if (frame.opcode() == WebSocketFrame.TEXT) {
            take(new Packet(frame.text(), Transport.WEBSOCKET));
        } else if (frame.opcode() == WebSocketFrame.BINARY) {
            received.add(new Packet("b" + Base64.getEncoder().encodeToString(frame.payload()), Transport.WEBSOCKET));
        } else {
            controls.add(frame);
        }
        notifyAll();
    }

    private void take(Packet packet) {
        if (joins && packet.text().matches("40(\\{.*)?")) {
            send("40{\"sid\":\"" + sid + "-\"}");
        } else {
            received.add(packet);
        }
    }

    /** From now on CONNECT to the main namespace is answered, whenever it comes, and not seen by the script. */
    public synchronized void answersConnect() {
        joins = true;
        List<Packet> early = List.copyOf(received);
        received.clear();
        early.forEach(this::take);
    }

    private void flush() {
        Request pending = poll;
        if (pending == null || !pending.pending() || (outgoing.isEmpty() && !releasing)) {
            return;
        }
        pending.answer(200, outgoing.isEmpty() ? "6" : String.join(SEPARATOR, outgoing));
        outgoing.clear();
    }

    private synchronized <T> T await(Supplier<@Nullable T> found, String what) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            T value = found.get();
            if (value != null) {
                return value;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(what + " within " + patience);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for the client", e);
            }
        }
    }

    /** The next packet. */
    public Packet receive() {
        return await(() -> received.isEmpty() ? null : received.remove(0), "the client sent nothing");
    }

    /** The next packet's text. */
    public String packet() {
        return receive().text();
    }

    /** The next packet over a transport; what came over the other one stays. */
    public String packet(Transport via) {
        return await(
                () -> {
                    for (Iterator<Packet> all = received.iterator(); all.hasNext(); ) {
                        Packet packet = all.next();
                        if (packet.via() == via) {
                            all.remove();
                            return packet.text();
                        }
                    }
                    return null;
                },
                "the client sent nothing over " + via);
    }

    /** What came so far and nobody has asked for. */
    public synchronized List<Packet> rest() {
        List<Packet> rest = List.copyOf(received);
        received.clear();
        return rest;
    }

    /** The next control frame of its WebSocket. */
    public WebSocketFrame control() {
        return await(() -> controls.isEmpty() ? null : controls.remove(0), "no control frame came");
    }

    /** The bodies of all POSTs so far. */
    public synchronized List<String> posts() {
        return List.copyOf(posts);
    }

    /** Where two requests of one kind were under way at once. */
    public synchronized List<String> overlaps() {
        return List.copyOf(overlaps);
    }

    /** Whether a poll waits for an answer. */
    public synchronized boolean polls() {
        return poll != null && poll.pending();
    }

    /** The poll that waits for an answer, for the script to give it. */
    public Request poll() {
        return await(() -> poll != null && poll.pending() ? poll : null, "the client did not poll");
    }

    /** Returns when the client has read what was sent so far, whatever it makes of it. */
    public void roundTrip() {
        ServedWebSocket current;
        synchronized (this) {
            current = webSocket;
        }
        if (current != null) {
            roundTrip(current);
        } else {
            Request before = poll();
            before.answer(200, "6");
            await(
                    () -> (poll != before && poll != null && poll.pending()) ? true : null,
                    "the client did not poll again");
        }
    }

    /** The same for a WebSocket of an upgrade. */
    public void roundTrip(ServedWebSocket over) {
        over.send(new WebSocketFrame(WebSocketFrame.FIN | WebSocketFrame.PING));
        Expect.equal(control().opcode(), WebSocketFrame.PONG);
    }

    /** From now on the script answers POSTs, or no longer. */
    public synchronized void holdPosts(boolean holds) {
        holdsPosts = holds;
    }

    /** A POST that waits for an answer. */
    public Request post() {
        return await(heldPosts::poll, "the client posted nothing");
    }

    /** Waits until the client has closed the WebSocket, by a close frame or the connection's end. */
    public void ended() {
        await(
                () -> (ended || controls.stream().anyMatch(frame -> frame.opcode() == WebSocketFrame.CLOSE))
                        ? true
                        : null,
                "the client kept the WebSocket open");
    }

    // ------------------------------------------------------------ what goes

    /** Sends packets over the current transport; over polling in one payload. */
    public synchronized void send(String... packets) {
        ServedWebSocket current = webSocket;
        if (current == null) {
            outgoing.addAll(List.of(packets));
            flush();
            return;
        }
        for (String packet : packets) {
            current.send(frame(packet));
        }
    }

    private static WebSocketFrame frame(String packet) {
        return packet.startsWith("b")
                ? WebSocketFrame.binary(Base64.getDecoder().decode(packet.substring(1)))
                : WebSocketFrame.text(packet);
    }

    /** The WebSocket that carries this session. */
    public synchronized ServedWebSocket webSocket() {
        if (webSocket == null) {
            throw new AssertionError("the session has no WebSocket");
        }
        return webSocket;
    }

    synchronized void carriedBy(ServedWebSocket carrier) {
        webSocket = carrier;
    }

    /** The request for the WebSocket of an upgrade. */
    public Request candidate() {
        return await(candidates::poll, "the client opened no WebSocket for the upgrade");
    }

    /** Whether the client opened a WebSocket for an upgrade that nobody has asked for yet. */
    public synchronized boolean hasCandidate() {
        return !candidates.isEmpty();
    }

    /** Accepts the WebSocket of an upgrade, whose packets come in as such over a WebSocket. */
    public ServedWebSocket accept(Request candidate) {
        return candidate.accept(this::on);
    }

    /** From now on a poll is answered with NOOP when there is nothing to send, as while an upgrade is under way. */
    public synchronized void releasePolls() {
        releasing = true;
        flush();
    }

    /** The session goes on over the WebSocket, with what was not polled. */
    public synchronized void upgraded(ServedWebSocket to) {
        webSocket = to;
        releasing = false;
        String[] left = outgoing.toArray(String[]::new);
        outgoing.clear();
        send(left);
    }

    /** An upgrade as a server does it. */
    public void upgrade() {
        ServedWebSocket candidate = accept(candidate());
        Expect.equal(packet(Transport.WEBSOCKET), "2probe");
        candidate.send(WebSocketFrame.text("3probe"));
        releasePolls();
        Expect.equal(packet(Transport.WEBSOCKET), "5");
        upgraded(candidate);
    }
}
