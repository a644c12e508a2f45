package io.jettio.testing.internal;

import io.jettio.client.internal.engine.HttpCarrier.Headers;
import io.jettio.client.internal.engine.HttpCarrier.Response;
import io.jettio.protocol.Frame;
import io.jettio.server.engine.ResponseHeaders;
import io.jettio.server.internal.engine.EngineCore;
import io.jettio.server.internal.engine.HttpExchange;
import io.jettio.server.internal.engine.WebSocketHandler;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One HTTP request and its answer without a network. Thread-safe. */
final class KitExchange implements HttpExchange, Faults.Link {
    private static final byte[] NOTHING = new byte[0];

    /** What the client makes of it; one of these is called, once. */
    interface Outcome {
        void answered(Response response);

        void upgraded(KitWebSocket socket);

        void failed(Throwable cause);
    }

    private final EngineCore server;
    private final KitTime time;
    private final Executor workers;
    private final Faults faults;
    private final URI uri;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final byte[] body;
    private final boolean posts;
    private final boolean asksForWebSocket;
    private final Pipe up;
    private final Pipe down;
    private final AtomicBoolean over = new AtomicBoolean();
    private @Nullable Outcome outcome; // set before it begins

    KitExchange(
            EngineCore server,
            KitTime time,
            Executor workers,
            Faults faults,
            URI uri,
            Map<String, List<String>> headers,
            @Nullable Frame body,
            boolean asksForWebSocket) {
        this.server = server;
        this.time = time;
        this.workers = workers;
        this.faults = faults;
        this.uri = uri;
        this.headers.put("Host", List.of(uri.getRawAuthority()));
        this.headers.putAll(headers);
        this.body = body == null ? NOTHING : body.toByteArray();
        this.posts = body != null;
        this.asksForWebSocket = asksForWebSocket;
        this.up = new Pipe(time, workers, faults.up());
        this.down = new Pipe(time, workers, faults.down());
    }

    static IOException failure(String message) {
        return new IOException(message);
    }

    // ---------------------------------------------------------------- the client's end

    void whenAnswered(Outcome value) {
        outcome = value;
    }

    private Outcome outcome() {
        return Objects.requireNonNull(outcome);
    }

    /** The client sends it. */
    void begin() {
        if (faults.refuses()) {
            abort(new java.net.ConnectException("refused"));
            return;
        }
        faults.add(this);
        up.send(new Step(this::arriveAtServer, written -> {}));
    }

    /** It ends for the client; the server notices when it answers. */
    void abort(Throwable cause) {
        end();
        if (over.compareAndSet(false, true)) {
            workers.execute(() -> outcome().failed(cause));
        }
    }

    private void end() {
        faults.remove(this);
        up.cut();
        down.cut();
    }

    // ---------------------------------------------------------------- what goes wrong

    @Override
    public void cut() {
        abort(failure("the connection is lost"));
    }

    @Override
    public void lose() {
        up.lose();
        down.lose();
    }

    @Override
    public void move() {
        down.move();
    }

    // ---------------------------------------------------------------- the server's end

    private void arriveAtServer() {
        if (server.owns(path())) {
            server.handle(this);
        } else {
            respond(new HttpAnswer(404, "text/plain", Frame.text("Not Found"), new ResponseHeaders()), written -> {});
        }
    }

    @Override
    public String method() {
        return posts ? "POST" : "GET";
    }

    @Override
    public String path() {
        return uri.getPath();
    }

    @Override
    public @Nullable String rawQuery() {
        return uri.getRawQuery();
    }

    @Override
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    @Override
    public Map<String, List<String>> headers() {
        Map<String, List<String>> copy = new TreeMap<>();
        headers.forEach((name, values) -> copy.put(name.toLowerCase(Locale.ROOT), values));
        return copy;
    }

    @Override
    public String remoteAddress() {
        return "127.0.0.1";
    }

    @Override
    public boolean secure() {
        return uri.getScheme().equals("https") || uri.getScheme().equals("wss");
    }

    @Override
    public boolean asksForWebSocket() {
        return asksForWebSocket;
    }

    @Override
    public void readBody(int limit, BodyReader reader) {
        if (body.length > limit) {
            reader.onTooLarge();
        } else {
            reader.onBody(body);
        }
    }

    @Override
    public void respond(HttpAnswer answer, Consumer<Boolean> done) {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.putAll(answer.headers().toMap());
        fields.put("Content-Type", List.of(answer.contentType()));
        Response response =
                new Response(answer.status(), new Fields(fields), answer.body().toByteArray());
        down.send(new Step(
                () -> {
                    end();
                    if (over.compareAndSet(false, true)) {
                        outcome().answered(response);
                    }
                },
                done));
    }

    @Override
    public boolean upgrade(ResponseHeaders more, WebSocketHandler handler) {
        down.send(new Step(
                () -> {
                    KitWebSocket socket =
                            new KitWebSocket(time, workers, faults, handler); // a cut finds one of the two
                    end();
                    if (over.compareAndSet(false, true)) {
                        outcome().upgraded(socket);
                    } else {
                        socket.cut();
                    }
                },
                written -> {
                    if (!written) {
                        handler.onError(failure("the connection is lost"));
                        handler.onClosed();
                    }
                }));
        return true;
    }

    /** The request, or its answer, on its way. */
    private record Step(Runnable arrival, Consumer<Boolean> done) implements Pipe.Message {
        @Override
        public boolean arrive() {
            arrival.run();
            return true;
        }

        @Override
        public void taken() {
            done.accept(true);
        }

        @Override
        public void lost() {
            done.accept(false);
        }
    }

    private record Fields(Map<String, List<String>> all) implements Headers {
        @Override
        public List<String> values(String name) {
            return all.getOrDefault(name, List.of());
        }
    }
}
