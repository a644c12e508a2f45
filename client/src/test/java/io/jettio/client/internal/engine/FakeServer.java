package io.jettio.client.internal.engine;

import io.jettio.client.internal.concurrent.Strand;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server behind fake carriers, over WebSocket alone, on a clock that the test moves. */
public final class FakeServer {
    private final SteppedStrand strand = new SteppedStrand();
    private final FakeCarriers carriers = new FakeCarriers();

    public Strand strand() {
        return strand;
    }

    public Carriers carriers() {
        return carriers;
    }

    public void run() {
        strand.run();
    }

    public void advance(Duration time) {
        strand.advance(time);
    }

    /** Lets time pass as on a machine that sleeps: no timer fires. */
    public void sleep(Duration time) {
        strand.sleep(time);
    }

    public int timers() {
        return strand.timers();
    }

    /** How many connections have been begun. */
    public int connections() {
        return carriers.webSockets.size();
    }

    public URI uri() {
        return carriers.webSocketConnection().request.uri();
    }

    public Map<String, List<String>> headers() {
        return carriers.webSocketConnection().request.headers();
    }

    /** The last connection opens, with a heartbeat of a minute. */
    public void open() {
        carriers.webSocketConnection().listener.opened(HttpCarrier.Headers.NONE);
        say("0{\"sid\":\"s1\",\"upgrades\":[],\"pingInterval\":30000,\"pingTimeout\":30000,\"maxPayload\":1000000}");
    }

    /** The last connection sends this as one message. */
    public void say(String text) {
        carriers.webSocketConnection().receive(text);
        strand.run();
        carriers.webSocketConnection().written();
        strand.run();
    }

    /** The last connection could not be opened, or breaks. */
    public void cut() {
        carriers.webSocketConnection().listener.failed(new IOException("cut"));
        strand.run();
    }

    /** What the last connection has got since this was asked last; it is written by then. */
    public List<String> heard() {
        strand.run();
        carriers.webSocketConnection().written();
        strand.run();
        List<String> sent = new ArrayList<>(carriers.webSocketConnection().sent);
        carriers.webSocketConnection().sent.clear();
        return sent;
    }

    /** What the last connection has got so far, none of it being written yet. */
    public List<String> sent() {
        strand.run();
        return List.copyOf(carriers.webSocketConnection().sent);
    }

    public boolean isAborted(int connection) {
        return carriers.webSockets.get(connection).aborted;
    }
}
