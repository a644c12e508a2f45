package io.jettio.integration.kit;

import io.jettio.client.internal.engine.Carriers;
import io.jettio.client.internal.engine.HttpCarrier;
import io.jettio.client.internal.engine.WebSocketCarrier;
import io.jettio.protocol.Frame;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Leads what a client sends to the carriers of whichever kit is named, keeps new sessions waiting, and can say something
 * to the client over its WebSockets that no server says.
 */
public final class Detour implements Carriers {
    private final Set<Heard> open = ConcurrentHashMap.newKeySet();
    private final List<Runnable> waiting = new ArrayList<>(); // guarded by this
    private boolean held; // guarded by this
    private volatile Carriers target;

    /** Leads to these carriers. */
    public Detour(Carriers target) {
        this.target = target;
    }

    /** Leads new requests and WebSockets to others. */
    public void leadTo(Carriers other) {
        target = other;
    }

    /** From now on, requests that open sessions wait. */
    public synchronized void hold() {
        held = true;
    }

    /** Lets requests pass again, and those that wait. */
    public void open() {
        List<Runnable> now;
        synchronized (this) {
            held = false;
            now = List.copyOf(waiting);
            waiting.clear();
        }
        now.forEach(Runnable::run);
    }

    /** Whether a request has to wait, which it does if so. */
    private synchronized boolean waits(URI uri, Runnable request) {
        boolean waits = held && !uri.getRawQuery().contains("sid=");
        if (waits) {
            waiting.add(request);
        }
        return waits;
    }

    /** Has a message arrive over each WebSocket that is open, behind what has come from the server. */
    public void inject(Frame message) {
        open.forEach(heard -> heard.message(message));
    }

    @Override
    public HttpCarrier http() {
        return (request, answer) -> {
            Later<HttpCarrier.Exchange> later =
                    new Later<>(() -> target.http().send(request, answer), HttpCarrier.Exchange::abort, answer::failed);
            if (!waits(request.uri(), later::begin)) {
                later.begin();
            }
            return later::abort;
        };
    }

    @Override
    public WebSocketCarrier webSocket() {
        return (request, listener) -> {
            Heard heard = new Heard(listener);
            Later<WebSocketCarrier.Connection> later = new Later<>(
                    () -> target.webSocket().connect(request, heard),
                    WebSocketCarrier.Connection::abort,
                    heard::failed);
            if (!waits(request.uri(), later::begin)) {
                later.begin();
            }
            return new Opened(later);
        };
    }

    @Override
    public void stop(Duration timeout) {}

    /** What begins at once or when the door opens, unless it was aborted before. */
    private static final class Later<T> {
        private final Supplier<T> begin;
        private final Consumer<T> abort;
        private final Consumer<Throwable> failed;
        private T begun; // guarded by this
        private boolean aborted; // guarded by this

        Later(Supplier<T> begin, Consumer<T> abort, Consumer<Throwable> failed) {
            this.begin = begin;
            this.abort = abort;
            this.failed = failed;
        }

        synchronized void begin() {
            if (!aborted) {
                begun = begin.get();
            }
        }

        synchronized T begun() {
            return begun;
        }

        synchronized void abort() {
            aborted = true;
            if (begun == null) {
                failed.accept(new CancellationException("aborted while it waited"));
            } else {
                abort.accept(begun);
            }
        }
    }

    /** A WebSocket that may have to wait; what is sent is sent when it is open. */
    private record Opened(Later<WebSocketCarrier.Connection> later) implements WebSocketCarrier.Connection {
        @Override
        public void send(List<Frame> messages, WebSocketCarrier.Done done) {
            later.begun().send(messages, done);
        }

        @Override
        public void consumed(int bytes) {
            later.begun().consumed(bytes);
        }

        @Override
        public void pauseReading(boolean paused) {
            later.begun().pauseReading(paused);
        }

        @Override
        public void close() {
            later.begun().close();
        }

        @Override
        public void abort() {
            later.abort();
        }
    }

    /** Hands on what a WebSocket brings, one call at a time. */
    private final class Heard implements WebSocketCarrier.Listener {
        private final WebSocketCarrier.Listener client;

        Heard(WebSocketCarrier.Listener client) {
            this.client = client;
        }

        @Override
        public synchronized void opened(HttpCarrier.Headers headers) {
            open.add(this);
            client.opened(headers);
        }

        @Override
        public synchronized void refused(HttpCarrier.Response response) {
            client.refused(response);
        }

        @Override
        public synchronized void message(Frame message) {
            client.message(message);
        }

        @Override
        public synchronized void closed(int code) {
            open.remove(this);
            client.closed(code);
        }

        @Override
        public synchronized void failed(Throwable cause) {
            open.remove(this);
            client.failed(cause);
        }
    }
}
