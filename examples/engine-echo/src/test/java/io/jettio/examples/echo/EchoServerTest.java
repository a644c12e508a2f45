package io.jettio.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.EngineServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class EchoServerTest {
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @Test
    void aMessageComesBackOverPollingAndOverTheUpgradedWebSocketAndTheServerDrains() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (EngineServer server = EchoServer.start(0, new PrintStream(log, true, StandardCharsets.UTF_8))) {
            String base = "//127.0.0.1:" + server.port() + "/engine.io/?EIO=4&transport=";
            HttpClient http = HttpClient.newHttpClient();
            String open = get(http, "http:" + base + "polling");
            String sid = open.replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
            String polling = "http:" + base + "polling&sid=" + sid;
            HttpRequest post = HttpRequest.newBuilder(URI.create(polling))
                    .POST(HttpRequest.BodyPublishers.ofString("4polled"))
                    .build();
            assertThat(http.send(post, BodyHandlers.ofString()).body()).isEqualTo("ok");
            assertThat(get(http, polling)).isEqualTo("4polled");

            WebSocket socket = http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws:" + base + "websocket&sid=" + sid), new Listener())
                    .join();
            socket.sendText("2probe", true).join();
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("3probe");
            socket.sendText("5", true).join();
            socket.sendText("4upgraded", true).join();
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("4upgraded");

            assertThat(server.drain().get(30, TimeUnit.SECONDS)).isEqualTo(1);
            socket.abort();
        }
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("open over POLLING", "upgraded to WEBSOCKET", "echoed", "all is out", "closed: ");
    }

    private static String get(HttpClient http, String address) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                .body();
    }

    private final class Listener implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            received.add(data.toString());
            socket.request(1);
            return null;
        }
    }
}
