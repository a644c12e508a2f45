package io.jettio.interop;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.Frame;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.json.JsonOutput;
import io.jettio.server.engine.EngineMiddleware;
import io.jettio.server.engine.EngineRequest;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.engine.ResponseHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Contract {@code js-engine-client}: small payloads, cookies, and a client that asks what it sent. */
final class JsEngineClientContract {
    private static final ByteBuffer FIRST_BYTES =
            ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4}).asReadOnlyBuffer();

    /** The last POST of each session; one for an unknown session stays, which a test server can bear. */
    private final Map<String, EngineRequest> posts = new ConcurrentHashMap<>();

    private JsEngineClientContract() {}

    static Served start(String host, int port) {
        JsEngineClientContract contract = new JsEngineClientContract();
        EngineServer engine = EngineServer.create(o -> o.pingInterval(Duration.ofMillis(500))
                .limits(DecodeLimits.builder().maxPayloadBytes(100).build())
                .allowRequest(request -> !request.query().containsKey("deny"))
                .initialHeaders((headers, request) -> setCookies(headers))
                .middleware(contract::rememberPost));
        engine.onConnection(contract::onConnection);
        return Served.listening(engine, host, port);
    }

    private static void setCookies(ResponseHeaders headers) {
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        headers.add("Set-Cookie", "1=1; Max-Age=86400")
                .add("Set-Cookie", "2=2; Path=/; HttpOnly; Secure; SameSite=Strict")
                .add("Set-Cookie", "3=3; Max-Age=0")
                .add("Set-Cookie", "4=4; Expires=" + now);
    }

    private void rememberPost(EngineMiddleware.Exchange exchange) {
        EngineRequest request = exchange.request();
        String sid = request.query("sid");
        if (sid != null && request.method().equals("POST")) {
            posts.put(sid, request);
        }
        exchange.next();
    }

    private void onConnection(EngineSocket socket) {
        socket.onClose(reason -> posts.remove(socket.id()));
        socket.onMessage(message -> answer(socket, message));
        socket.send("hi");
    }

    private void answer(EngineSocket socket, Frame message) {
        switch (message instanceof Frame.Text text ? text.text() : "") {
            case "give binary" -> socket.send(FIRST_BYTES);
            case "give utf8" -> socket.send("пойду спать всем спокойной ночи");
            case "sendHeaders" -> socket.send(headers(posts.get(socket.id())));
            default -> socket.send(message);
        }
    }

    /** Headers as a JSON object, several values of one joined as Node does. */
    private static Frame headers(@Nullable EngineRequest post) {
        Map<String, String> headers = new TreeMap<>();
        if (post != null) {
            post.headers()
                    .forEach((name, values) ->
                            headers.put(name, String.join(name.equals("cookie") ? "; " : ", ", values)));
        }
        JsonOutput json = new JsonOutput();
        GsonJsonCodec.shared().write(headers, json);
        return json.toFrame();
    }
}
