package io.jettio.kit;

import io.jettio.client.internal.engine.HttpCarrier;
import io.jettio.client.internal.engine.HttpCarrier.Request;
import io.jettio.client.internal.engine.HttpCarrier.Response;
import io.jettio.protocol.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/** The JDK's HTTP client, GET and POST, over a carrier of Jettio's. */
final class CarriedHttpClient extends HttpClient {
    private static final int MAX_RESPONSE_BYTES = 64 << 20;

    private final HttpCarrier carrier;

    CarriedHttpClient(HttpCarrier carrier) {
        this.carrier = carrier;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        var unused = carrier.send(
                new Request(request.uri(), request.headers().map(), body(request), MAX_RESPONSE_BYTES),
                new HttpCarrier.Answer() {
                    @Override
                    public void answered(Response response) {
                        answer.complete(response);
                    }

                    @Override
                    public void failed(Throwable cause) {
                        answer.completeExceptionally(cause);
                    }
                });
        return answer.thenCompose(response -> read(request, response, handler));
    }

    /** The body of a POST, or null for a GET; a kit carries nothing else. */
    private static Frame body(HttpRequest request) {
        return switch (request.method()) {
            case "GET" -> null;
            case "POST" -> Frame.binary(bytes(request.bodyPublisher().orElseThrow()));
            default -> throw new UnsupportedOperationException("the kit carries no " + request.method());
        };
    }

    /** What a publisher has; the JDK's own publish on the caller's thread. */
    private static byte[] bytes(HttpRequest.BodyPublisher publisher) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        publisher.subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer part) {
                byte[] copy = new byte[part.remaining()];
                part.get(copy);
                bytes.writeBytes(copy);
            }

            @Override
            public void onError(Throwable failure) {
                throw new IllegalStateException(failure);
            }

            @Override
            public void onComplete() {}
        });
        return bytes.toByteArray();
    }

    private static <T> CompletableFuture<HttpResponse<T>> read(
            HttpRequest request, Response response, BodyHandler<T> handler) {
        HttpHeaders headers = HttpHeaders.of(response.headers().all(), (name, value) -> true);
        BodySubscriber<T> reader = handler.apply(new Info(response.status(), headers));
        reader.onSubscribe(new Subscription() {
            @Override
            public void request(long count) {}

            @Override
            public void cancel() {}
        });
        reader.onNext(List.of(ByteBuffer.wrap(response.body())));
        reader.onComplete();
        return reader.getBody()
                .<HttpResponse<T>>thenApply(body -> new Carried<>(request, response.status(), headers, body))
                .toCompletableFuture();
    }

    private record Info(int statusCode, HttpHeaders headers) implements HttpResponse.ResponseInfo {
        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }
    }

    private record Carried<T>(HttpRequest request, int statusCode, HttpHeaders headers, T body)
            implements HttpResponse<T> {
        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }
    }

    // ---------------------------------------------------------------- what nobody asks for

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushes) {
        return sendAsync(request, handler);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try {
            return sendAsync(request, handler).get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return Optional.empty();
    }

    @Override
    public Redirect followRedirects() {
        return Redirect.NEVER;
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return Optional.empty();
    }

    @Override
    public SSLContext sslContext() {
        throw new UnsupportedOperationException("nothing is encrypted here");
    }

    @Override
    public SSLParameters sslParameters() {
        throw new UnsupportedOperationException("nothing is encrypted here");
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return Optional.empty();
    }

    @Override
    public Version version() {
        return Version.HTTP_1_1;
    }

    @Override
    public Optional<Executor> executor() {
        return Optional.empty();
    }
}
