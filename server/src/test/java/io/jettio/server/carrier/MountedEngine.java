package io.jettio.server.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.handler.Listener;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.jetty.EngineIoHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An engine in a Jetty on the loopback, and an HTTP client that talks to it. */
public final class MountedEngine implements AutoCloseable {
    private static final Pattern SID = Pattern.compile("\"sid\\\\?\":\\\\?\"([A-Za-z0-9_-]+)");

    private record Opened(String path, String sid) {}

    private final EngineServer engine;
    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);
    private final List<Opened> opened = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    /** Starts an engine with options, and what is told of each session. */
    public MountedEngine(Consumer<EngineServerOptions.Builder> configure, Listener<EngineSocket> onConnection)
            throws Exception {
        this(EngineServer.create(configure));
        engine.onConnection(onConnection);
    }

    /** Mounts an engine of the test's. */
    public MountedEngine(EngineServer engine) throws Exception {
        this.engine = engine;
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(new EngineIoHandler(engine, null));
        jetty.start();
    }

    /** An engine that answers each message with what a function of the session makes of it. */
    public static MountedEngine replying(Consumer<EngineServerOptions.Builder> configure, Reply reply)
            throws Exception {
        return new MountedEngine(configure, socket -> socket.onMessage(message -> reply.to(socket, message)));
    }

    /** What is done on a message. */
    public interface Reply {
        void to(EngineSocket socket, io.jettio.protocol.Frame message) throws Exception;
    }

    public EngineServer engine() {
        return engine;
    }

    public Server jetty() {
        return jetty;
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** Sends a request; headers as name, value, name, value. */
    public HttpResponse<byte[]> send(String method, String pathAndQuery, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + pathAndQuery))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        Matcher sid = SID.matcher(text(response));
        if (sid.find()) {
            opened.add(new Opened(pathAndQuery.substring(0, pathAndQuery.indexOf('?')), sid.group(1)));
        }
        return response;
    }

    public HttpResponse<byte[]> get(String pathAndQuery, String... headers) throws Exception {
        return send("GET", pathAndQuery, "", headers);
    }

    /** Opens a session over long-polling; its id. */
    public String open() throws Exception {
        return open("EIO=4");
    }

    /** Opens a session over long-polling with these parameters; its id. */
    public String open(String parameters) throws Exception {
        assertThat(get("/engine.io/?transport=polling&" + parameters).statusCode())
                .isEqualTo(200);
        return opened.get(opened.size() - 1).sid();
    }

    /** The path of a session's polls and posts. */
    public static String polling(String sid) {
        return "/engine.io/?EIO=4&transport=polling&sid=" + sid;
    }

    public HttpResponse<byte[]> post(String sid, String payload) throws Exception {
        return send("POST", polling(sid), payload, "Content-Type", "text/plain;charset=UTF-8");
    }

    public static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            // A session that nobody polls would be waited for.
            for (Opened session : opened) {
                for (String version : List.of("EIO=4", "EIO=3")) {
                    String path = session.path() + "?transport=polling&" + version + "&sid=" + session.sid();
                    send("POST", path, version.equals("EIO=4") ? "1" : "1:1");
                }
            }
            engine.close();
            jetty.stop();
        } catch (Exception e) {
            throw new AssertionError("did not stop", e);
        }
    }
}
