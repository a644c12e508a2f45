package io.jettio.server.jsonp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.server.carrier.MountedEngine;
import io.jettio.server.engine.EngineServerOptions;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonpPollingTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    /** Keeps every text message, and echoes it. */
    private MountedEngine server(Consumer<EngineServerOptions.Builder> configure) throws Exception {
        return MountedEngine.replying(
                options -> {
                    options.jsonp(true);
                    configure.accept(options);
                },
                (socket, message) -> {
                    if (message instanceof Frame.Text text) {
                        received.add(text.text());
                    }
                    socket.send(message);
                });
    }

    private static HttpResponse<byte[]> submit(MountedEngine server, String sid, String form) throws Exception {
        return server.send("POST", MountedEngine.polling(sid) + "&j=0", form, "Content-Type", FORM);
    }

    private static String field(String payload) {
        return "d=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
    }

    private String next() throws InterruptedException {
        return received.poll(20, TimeUnit.SECONDS);
    }

    // ---------------------------------------------------------------- answers

    @Test
    @Tag("feature:1.4")
    void handshakeIsAScriptThatCallsThePage() throws Exception {
        try (MountedEngine server = server(options -> {})) {
            HttpResponse<byte[]> response = server.get("/engine.io/?EIO=4&transport=polling&j=12");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).contains("text/javascript; charset=UTF-8");
            assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(MountedEngine.text(response))
                    .startsWith("___eio[12](\"0{\\\"sid\\\":\\\"")
                    .endsWith("}\");");
        }
    }

    @Test
    @Tag("feature:1.4")
    void payloadIsEscapedAsAScriptsString() throws Exception {
        try (MountedEngine server = server(options -> {})) {
            String sid = server.open();
            server.post(sid, "4\"\\ \u2028\u2029\n\r\t</script><!-- h\u00e9 \ud83d\ude00 a/b");
            assertThat(MountedEngine.text(server.get(MountedEngine.polling(sid) + "&j=3")))
                    .isEqualTo("___eio[3](\"4\\\"\\\\ \\u2028\\u2029\\u000a\\u000d\\u0009<\\/script><!-- h\u00e9 "
                            + "\ud83d\ude00 a/b\");");
        }
    }

    @Test
    void packetsAreJoinedInsideTheString() throws Exception {
        CountDownLatch both = new CountDownLatch(1);
        try (MountedEngine server = MountedEngine.replying(options -> options.jsonp(true), (socket, message) -> {
            socket.send("a");
            socket.send(Frame.binary(new byte[] {1, 2, 3}));
            both.countDown();
        })) {
            String sid = server.open();
            server.post(sid, "4x");
            assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(MountedEngine.text(server.get(MountedEngine.polling(sid) + "&j=0")))
                    .isEqualTo("___eio[0](\"4a\\u001ebAQID\");");
        }
    }

    @Test
    void versionThreeGetsTextEvenForBinary() throws Exception {
        try (MountedEngine server = MountedEngine.replying(
                options -> options.jsonp(true).allowEngineV3(true),
                (socket, message) -> socket.send(Frame.binary(new byte[] {1, 2, 3})))) {
            String sid = server.open("EIO=3&j=0");
            String path = "/engine.io/?EIO=3&transport=polling&j=0&sid=" + sid;
            assertThat(server.send("POST", path, field("2:4x"), "Content-Type", FORM)
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<byte[]> response = server.get(path);
            assertThat(response.headers().firstValue("content-type")).contains("text/javascript; charset=UTF-8");
            assertThat(MountedEngine.text(response)).isEqualTo("___eio[0](\"6:b4AQID\");");
        }
    }

    @Test
    void scriptIsCompressedLikeAnyPayload() throws Exception {
        try (MountedEngine server = server(options -> {})) {
            String sid = server.open();
            server.post(sid, "4" + "x".repeat(3_000));
            HttpResponse<byte[]> response = server.get(MountedEngine.polling(sid) + "&j=0", "Accept-Encoding", "gzip");
            assertThat(response.headers().firstValue("content-encoding")).contains("gzip");
            assertThat(response.headers().firstValue("content-type")).contains("text/javascript; charset=UTF-8");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1x", "-1", "1.5", "%31%29", "0);alert(1", "12345678901", "%D9%A1"})
    void callbackThatIsNoNumberIsRefused(String callback) throws Exception {
        try (MountedEngine server = server(options -> {})) {
            HttpResponse<byte[]> response = server.get("/engine.io/?EIO=4&transport=polling&j=" + callback);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(MountedEngine.text(response)).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        }
    }

    @Test
    void withoutTheOptionTheParameterMeansNothing() throws Exception {
        try (MountedEngine server = server(options -> options.jsonp(false))) {
            HttpResponse<byte[]> response = server.get("/engine.io/?EIO=4&transport=polling&j=0");
            assertThat(response.headers().firstValue("content-type")).contains("text/plain; charset=UTF-8");
            assertThat(MountedEngine.text(response)).startsWith("0{");
        }
    }

    // ---------------------------------------------------------------- forms

    @Test
    @Tag("feature:1.4")
    void formBringsThePayload() throws Exception {
        try (MountedEngine server = server(options -> {})) {
            String sid = server.open();
            HttpResponse<byte[]> response = submit(server, sid, field("4h\u00e9llo & = + % \ud83d\ude00"));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(MountedEngine.text(response)).isEqualTo("ok");
            assertThat(response.headers().firstValue("content-type")).contains("text/html");
            assertThat(next()).isEqualTo("h\u00e9llo & = + % \ud83d\ude00");
        }
    }

    @Test
    void backslashAndNIsALineFeedAndTwoBackslashesAndNAreNot() throws Exception {
        try (MountedEngine server = server(options -> {})) {
            String sid = server.open();
            submit(server, sid, field("4a\\nb\\\\nc\\\\\\nd\\te\\\\f\\"));
            assertThat(next()).isEqualTo("a\nb\\nc\\\\nd\\te\\\\f\\");
        }
    }

    @Test
    void fieldMayStandAnywhereInTheForm() throws Exception {
        try (MountedEngine server = server(options -> {})) {
            String sid = server.open();
            submit(server, sid, "a=1&dd=4no&d&" + field("4yes") + "&d=4no");
            assertThat(next()).isEqualTo("yes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x=1", "d", "d=", "d=4a%", "d=4a%4", "d=4a%zz", "d=4%ff", "d=9", "4plain"})
    void formThatBringsNoPayloadEndsTheSession(String form) throws Exception {
        try (MountedEngine server = server(options -> {})) {
            String sid = server.open();
            assertThat(submit(server, sid, form).statusCode()).isEqualTo(400);
            assertThat(MountedEngine.text(server.get(MountedEngine.polling(sid))))
                    .isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        }
    }

    @Test
    void formIsMeasuredBeforeItIsDecoded() throws Exception {
        try (MountedEngine server = server(options ->
                options.limits(DecodeLimits.builder().maxPayloadBytes(100).build()))) {
            String fits = server.open();
            assertThat(submit(server, fits, "d=4" + "%41".repeat(32)).statusCode())
                    .isEqualTo(200);
            assertThat(next()).isEqualTo("A".repeat(32));
            String sid = server.open();
            assertThat(submit(server, sid, "d=4" + "%41".repeat(33)).statusCode())
                    .isEqualTo(413);
        }
    }
}
