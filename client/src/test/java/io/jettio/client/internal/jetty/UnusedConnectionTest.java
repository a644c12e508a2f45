package io.jettio.client.internal.jetty;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.engine.NetworkOptions;
import io.jettio.client.internal.engine.HttpCarrier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A connection whose request has found another one is read all the same. */
final class UnusedConnectionTest {
    private static final int PATIENCE_MILLIS = 20_000;

    @Test
    void endOfAConnectionThatNoRequestTookIsSeen() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch found = new CountDownLatch(1);
        AtomicInteger lookups = new AtomicInteger();
        NetworkOptions options = NetworkOptions.builder()
                .resolver(host -> {
                    if (lookups.incrementAndGet() == 2) {
                        second.countDown();
                        await(found);
                    }
                    return List.of(InetAddress.getLoopbackAddress());
                })
                .build();
        JettyCarriers carriers = new JettyCarriers(options);
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(PATIENCE_MILLIS);
            URI uri = URI.create("http://peer.example:" + server.getLocalPort() + "/");

            CompletableFuture<Integer> first = send(carriers, uri);
            try (Socket used = server.accept()) {
                used.setSoTimeout(PATIENCE_MILLIS);
                BufferedReader requests = requests(used);
                skipRequest(requests);
                CompletableFuture<Integer> other = send(carriers, uri);
                await(second);
                answer(used);
                assertThat(first.get(PATIENCE_MILLIS, MILLISECONDS)).isEqualTo(200);
                skipRequest(requests);
                answer(used);
                assertThat(other.get(PATIENCE_MILLIS, MILLISECONDS)).isEqualTo(200);

                found.countDown();
                try (Socket unused = server.accept()) {
                    unused.setSoTimeout(PATIENCE_MILLIS);
                    unused.shutdownOutput();
                    assertThat(unused.getInputStream().read()).isEqualTo(-1);
                }
            }
        } finally {
            found.countDown();
            carriers.stop(Duration.ofSeconds(5));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_MILLIS, MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static CompletableFuture<Integer> send(JettyCarriers carriers, URI uri) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        HttpCarrier.Request request = new HttpCarrier.Request(uri, Map.of(), null, 1_000);
        HttpCarrier.Exchange exchange = carriers.http().send(request, new HttpCarrier.Answer() {
            @Override
            public void answered(HttpCarrier.Response response) {
                status.complete(response.status());
            }

            @Override
            public void failed(Throwable cause) {
                status.completeExceptionally(cause);
            }
        });
        assertThat(exchange).isNotNull();
        return status;
    }

    private static BufferedReader requests(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static void skipRequest(BufferedReader requests) throws IOException {
        String line = requests.readLine();
        assertThat(line).startsWith("GET ");
        while (!line.isEmpty()) {
            line = requests.readLine();
        }
    }

    private static void answer(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
