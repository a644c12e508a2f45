package io.jettio.server.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.Frame;
import io.jettio.server.carrier.MountedEngine;
import io.jettio.server.engine.EngineServerOptions;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HttpCompressionTest {
    /** Answers the message "n" with a message of n times x, so that the payload has n + 1 bytes. */
    private static MountedEngine server(Consumer<EngineServerOptions.Builder> configure, boolean compress)
            throws Exception {
        return MountedEngine.replying(
                configure, (socket, message) -> socket.send(Frame.text(exes(((Frame.Text) message).text())), compress));
    }

    private static String exes(String count) {
        return "x".repeat(Integer.parseInt(count));
    }

    private static HttpResponse<byte[]> poll(MountedEngine server, int messageSize, String... headers)
            throws Exception {
        String sid = server.open();
        assertThat(server.post(sid, "4" + messageSize).statusCode()).isEqualTo(200);
        return server.get(MountedEngine.polling(sid), headers);
    }

    private static String encoding(HttpResponse<byte[]> response) {
        return response.headers().firstValue("content-encoding").orElse("none");
    }

    private static String gunzipped(byte[] body) throws Exception {
        return new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    @Tag("feature:1.23")
    void largePayloadIsGzippedForWhoAcceptsIt() throws Exception {
        try (MountedEngine server = server(options -> {}, true)) {
            HttpResponse<byte[]> response = poll(server, 5_000, "Accept-Encoding", "gzip, deflate, br");
            assertThat(encoding(response)).isEqualTo("gzip");
            assertThat(response.headers().allValues("vary")).contains("Accept-Encoding");
            assertThat(response.headers().firstValue("content-type")).contains("text/plain; charset=UTF-8");
            assertThat(response.headers().firstValue("cache-control")).contains("no-store");
            assertThat(response.headers().firstValueAsLong("content-length")).hasValue(response.body().length);
            assertThat(response.body().length).isLessThan(200);
            assertThat(gunzipped(response.body())).isEqualTo("4" + exes("5000"));
        }
    }

    @Test
    @Tag("feature:1.23")
    void deflateMeansTheZlibFormat() throws Exception {
        try (MountedEngine server = server(options -> {}, true)) {
            HttpResponse<byte[]> response = poll(server, 5_000, "Accept-Encoding", "gzip;q=0, deflate");
            assertThat(encoding(response)).isEqualTo("deflate");
            byte[] plain = new InflaterInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
            assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo("4" + exes("5000"));
        }
    }

    @Test
    @Tag("feature:1.23")
    void payloadBelowTheThresholdStaysAsItIs() throws Exception {
        try (MountedEngine server = server(options -> {}, true)) {
            assertThat(encoding(poll(server, 1_022, "Accept-Encoding", "gzip"))).isEqualTo("none");
            assertThat(encoding(poll(server, 1_023, "Accept-Encoding", "gzip"))).isEqualTo("gzip");
        }
    }

    @Test
    void thresholdIsAnOption() throws Exception {
        try (MountedEngine server = server(options -> options.httpCompressionThresholdBytes(200), true)) {
            assertThat(encoding(poll(server, 198, "Accept-Encoding", "gzip"))).isEqualTo("none");
            assertThat(encoding(poll(server, 199, "Accept-Encoding", "gzip"))).isEqualTo("gzip");
        }
        assertThatThrownBy(() -> EngineServerOptions.of(options -> options.httpCompressionThresholdBytes(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("httpCompressionThresholdBytes");
    }

    @Test
    void nothingIsCompressedForWhoDoesNotAcceptIt() throws Exception {
        try (MountedEngine server = server(options -> {}, true)) {
            HttpResponse<byte[]> response = poll(server, 5_000);
            assertThat(encoding(response)).isEqualTo("none");
            assertThat(response.headers().allValues("vary")).contains("Accept-Encoding");
            assertThat(encoding(poll(server, 5_000, "Accept-Encoding", "br, gzip;q=0")))
                    .isEqualTo("none");
        }
    }

    @Test
    void payloadThatDoesNotGetSmallerStaysAsItIs() throws Exception {
        byte[] bytes = new byte[2_000];
        new Random(7).nextBytes(bytes);
        try (MountedEngine server = MountedEngine.replying(
                options -> options.allowEngineV3(true), (socket, message) -> socket.send(Frame.binary(bytes)))) {
            String sid = server.open("EIO=3");
            server.send("POST", "/engine.io/?EIO=3&transport=polling&sid=" + sid, "2:4x");
            HttpResponse<byte[]> response =
                    server.get("/engine.io/?EIO=3&transport=polling&sid=" + sid, "Accept-Encoding", "gzip");
            assertThat(response.headers().firstValue("content-type")).contains("application/octet-stream");
            assertThat(encoding(response)).isEqualTo("none");
            assertThat(response.body()).endsWith(bytes);
        }
    }

    @Test
    @Tag("feature:1.25")
    void messageThatMustNotBeCompressedIsNot() throws Exception {
        try (MountedEngine server = server(options -> {}, false)) {
            assertThat(encoding(poll(server, 5_000, "Accept-Encoding", "gzip"))).isEqualTo("none");
        }
    }

    @Test
    void payloadIsCompressedIfAnyOfItsMessagesMayBe() throws Exception {
        CountDownLatch both = new CountDownLatch(1);
        try (MountedEngine server = MountedEngine.replying(options -> {}, (socket, message) -> {
            socket.send(Frame.text(exes("3000")), false);
            socket.send(Frame.text(exes("10")));
            both.countDown();
        })) {
            String sid = server.open();
            server.post(sid, "4x");
            assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
            HttpResponse<byte[]> response = server.get(MountedEngine.polling(sid), "Accept-Encoding", "gzip");
            assertThat(encoding(response)).isEqualTo("gzip");
            assertThat(gunzipped(response.body())).isEqualTo("4" + exes("3000") + "\u001e4" + exes("10"));
        }
    }

    @Test
    void compressionCanBeSwitchedOff() throws Exception {
        try (MountedEngine server = server(options -> options.httpCompression(false), true)) {
            HttpResponse<byte[]> response = poll(server, 5_000, "Accept-Encoding", "gzip");
            assertThat(encoding(response)).isEqualTo("none");
            assertThat(response.headers().firstValue("vary")).isEmpty();
        }
    }

    @Test
    void refusalsAreNeverCompressed() throws Exception {
        try (MountedEngine server = server(options -> options.httpCompressionThresholdBytes(0), true)) {
            HttpResponse<byte[]> response =
                    server.get("/engine.io/?EIO=4&transport=polling&sid=unknown", "Accept-Encoding", "gzip");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(encoding(response)).isEqualTo("none");
            assertThat(MountedEngine.text(response)).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        }
    }
}
