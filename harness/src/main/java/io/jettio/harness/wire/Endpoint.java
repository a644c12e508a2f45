package io.jettio.harness.wire;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where a server under test listens, and one HTTP exchange with it at a time. */
public record Endpoint(URI base, String path, Access access) {
    /** The query of a request that only gets a refusal. */
    static final String NOBODY = "EIO=4&transport=polling&sid=nobody";

    /** A server that is reached without more ado. */
    public Endpoint(URI base, String path) {
        this(base, path, Access.PLAIN);
    }

    /** The same server, its exchanges told to a tape. */
    public Endpoint toldTo(Tape tape) {
        return new Endpoint(base, path, access.toldTo(tape));
    }

    /** Whether it is reached over TLS. */
    public boolean secure() {
        return "https".equals(base.getScheme());
    }

    /** Where to connect, by the scheme's own port when the address names none. */
    public int port() {
        return base.getPort() >= 0 ? base.getPort() : secure() ? 443 : 80;
    }

    /** The path with a query, as it stands in a request line. */
    public String target(String query) {
        return path + "?" + query;
    }

    public Answer get(String query, String... headers) {
        return awaited(getLater(query, headers));
    }

    public CompletableFuture<Answer> getLater(String query, String... headers) {
        return send("GET", "", request(query, headers).GET());
    }

    public Answer post(String query, String body, String... headers) {
        return awaited(postLater(query, body, headers));
    }

    public CompletableFuture<Answer> postLater(String query, String body, String... headers) {
        HttpRequest.Builder request = request(query, headers).setHeader("Content-Type", "text/plain;charset=UTF-8");
        return send("POST", body, request.POST(BodyPublishers.ofString(body)));
    }

    /** Posts bytes under a content type of the caller's. */
    public Answer post(String query, byte[] body, String contentType) {
        HttpRequest.Builder request = request(query).setHeader("Content-Type", contentType);
        return awaited(send("POST", HexFormat.of().formatHex(body), request.POST(BodyPublishers.ofByteArray(body))));
    }

    public Answer method(String method, String query, String... headers) {
        return awaited(send(method, "", request(query, headers).method(method, BodyPublishers.noBody())));
    }

    /** The head of a request as it goes over the wire, for tests that write it themselves. */
    public byte[] head(String method, String query, String... lines) {
        StringBuilder head = new StringBuilder(method + " " + target(query) + " HTTP/1.1\r\nHost: " + authority());
        for (int i = 0; i < access.headers().size(); i += 2) {
            head.append("\r\n")
                    .append(access.headers().get(i))
                    .append(": ")
                    .append(access.headers().get(i + 1));
        }
        for (String line : lines) {
            head.append("\r\n").append(line);
        }
        return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Round trips that change nothing. By their end the server has seen what was sent before on other connections. */
    public void roundTrips() {
        Endpoint untold = toldTo(Tape.NONE);
        for (int i = 0; i < 3; i++) {
            untold.get(NOBODY);
        }
    }

    public String authority() {
        return base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
    }

    /** Waits for an answer that was asked for earlier. */
    public static Answer await(CompletableFuture<Answer> pending) {
        return await(pending, Deadlines.PATIENCE);
    }

    /** Waits for an answer as long as this access allows. */
    public Answer awaited(CompletableFuture<Answer> pending) {
        return await(pending, access.patience());
    }

    private static Answer await(CompletableFuture<Answer> pending, Duration patience) {
        try {
            return pending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + patience, e);
        } catch (ExecutionException e) {
            throw new AssertionError("the exchange failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an answer", e);
        }
    }

    private CompletableFuture<Answer> send(String method, String body, HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        access.tape()
                .sent(method + " " + request.uri().getRawPath() + "?"
                        + request.uri().getRawQuery() + " " + body);
        return access.client().sendAsync(request, BodyHandlers.ofByteArray()).thenApply(response -> {
            Answer answer = Answer.of(response);
            access.tape().received(answer.toString());
            return answer;
        });
    }

    private HttpRequest.Builder request(String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(target(query)));
        if (!access.headers().isEmpty()) {
            request.headers(access.headers().toArray(String[]::new));
        }
        return headers.length == 0 ? request : request.headers(headers);
    }
}
