package io.jettio.conformance.wire;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where a server under test listens, and one HTTP exchange with it at a time. */
public record Endpoint(URI base, String path) {
    /** The query of a request that only gets a refusal. */
    static final String NOBODY = "EIO=4&transport=polling&sid=nobody";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The path with a query, as it stands in a request line. */
    public String target(String query) {
        return path + "?" + query;
    }

    public Answer get(String query, String... headers) {
        return await(getLater(query, headers));
    }

    public CompletableFuture<Answer> getLater(String query, String... headers) {
        return send(request(query, headers).GET());
    }

    public Answer post(String query, String body, String... headers) {
        return await(postLater(query, body, headers));
    }

    public CompletableFuture<Answer> postLater(String query, String body, String... headers) {
        HttpRequest.Builder request = request(query, headers).setHeader("Content-Type", "text/plain;charset=UTF-8");
        return send(request.POST(BodyPublishers.ofString(body)));
    }

    /** Posts bytes under a content type of the caller's. */
    public Answer post(String query, byte[] body, String contentType) {
        HttpRequest.Builder request = request(query).setHeader("Content-Type", contentType);
        return await(send(request.POST(BodyPublishers.ofByteArray(body))));
    }

    public Answer method(String method, String query, String... headers) {
        return await(send(request(query, headers).method(method, BodyPublishers.noBody())));
    }

    /** The head of a request as it goes over the wire, for tests that write it themselves. */
    public byte[] head(String method, String query, String... lines) {
        StringBuilder head = new StringBuilder(method + " " + target(query) + " HTTP/1.1\r\nHost: " + authority());
        for (String line : lines) {
            head.append("\r\n").append(line);
        }
        return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Round trips that change nothing. By their end the server has seen what was sent before on other connections. */
    public void roundTrips() {
        for (int i = 0; i < 3; i++) {
            Answer answer = get(NOBODY);
            if (answer.status() != 400) {
                throw new AssertionError("expected an unknown session, got " + answer);
            }
        }
    }

    public String authority() {
        return base.getHost() + ":" + base.getPort();
    }

    /** Waits for an answer that was asked for earlier. */
    public static Answer await(CompletableFuture<Answer> pending) {
        try {
            return pending.get(Deadlines.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + Deadlines.PATIENCE, e);
        } catch (ExecutionException e) {
            throw new AssertionError("the exchange failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an answer", e);
        }
    }

    private static CompletableFuture<Answer> send(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(Answer::of);
    }

    private HttpRequest.Builder request(String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(target(query)));
        return headers.length == 0 ? request : request.headers(headers);
    }
}
