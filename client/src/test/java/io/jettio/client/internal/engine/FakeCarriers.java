package io.jettio.client.internal.engine;

import io.jettio.protocol.Frame;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carriers that carry nothing: the test sees what goes out and says what comes in. */
final class FakeCarriers implements Carriers {
    final List<FakeExchange> gets = new ArrayList<>();
    final List<FakeExchange> posts = new ArrayList<>();
    final List<FakeConnection> webSockets = new ArrayList<>();
    final List<String> dropped = new ArrayList<>();

    @Override
    public HttpCarrier http() {
        return (request, answer) -> {
            FakeExchange exchange = new FakeExchange(request, answer);
            (request.body() == null ? gets : posts).add(exchange);
            return exchange;
        };
    }

    @Override
    public WebSocketCarrier webSocket() {
        return (request, listener) -> {
            FakeConnection connection = new FakeConnection(request, listener);
            webSockets.add(connection);
            return connection;
        };
    }

    @Override
    public void dropIdle(URI server) {
        dropped.add(server.getAuthority());
    }

    @Override
    public void stop(Duration timeout) {}

    FakeExchange lastGet() {
        return gets.get(gets.size() - 1);
    }

    FakeExchange lastPost() {
        return posts.get(posts.size() - 1);
    }

    FakeConnection webSocketConnection() {
        return webSockets.get(webSockets.size() - 1);
    }

    static final class FakeExchange implements HttpCarrier.Exchange {
        final HttpCarrier.Request request;
        private final HttpCarrier.Answer answer;
        boolean aborted;

        FakeExchange(HttpCarrier.Request request, HttpCarrier.Answer answer) {
            this.request = request;
            this.answer = answer;
        }

        String body() {
            return text(request.body());
        }

        void answer(String body) {
            answer(200, body);
        }

        void answer(int status, String body) {
            answer(status, HttpCarrier.Headers.NONE, body);
        }

        void answer(int status, HttpCarrier.Headers headers, String body) {
            answer.answered(new HttpCarrier.Response(status, headers, body.getBytes(StandardCharsets.UTF_8)));
        }

        void answerBytes(int status, byte[] body) {
            answer.answered(new HttpCarrier.Response(status, HttpCarrier.Headers.NONE, body));
        }

        void fail() {
            answer.failed(new IOException("cut"));
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }

    static final class FakeConnection implements WebSocketCarrier.Connection {
        final WebSocketCarrier.Request request;
        final WebSocketCarrier.Listener listener;
        final List<String> sent = new ArrayList<>();
        final List<WebSocketCarrier.Done> unwritten = new ArrayList<>();
        int consumed;
        boolean paused;
        boolean closed;
        boolean aborted;

        FakeConnection(WebSocketCarrier.Request request, WebSocketCarrier.Listener listener) {
            this.request = request;
            this.listener = listener;
        }

        void receive(String text) {
            listener.message(Frame.text(text));
        }

        /** Says that everything sent so far is written. */
        void written() {
            List<WebSocketCarrier.Done> all = List.copyOf(unwritten);
            unwritten.clear();
            all.forEach(done -> done.done(null));
        }

        @Override
        public void send(List<Frame> messages, WebSocketCarrier.Done done) {
            messages.forEach(message -> sent.add(text(message)));
            unwritten.add(done);
        }

        @Override
        public void consumed(int bytes) {
            consumed += bytes;
        }

        @Override
        public void pauseReading(boolean value) {
            paused = value;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }

    private static String text(@Nullable Frame frame) {
        return frame == null ? "" : new String(frame.toByteArray(), StandardCharsets.UTF_8);
    }
}
