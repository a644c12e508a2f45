package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.SocketIoServer;
import io.jettio.server.jetty.OrderedHttp;
import io.jettio.server.jetty.SocketIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host has WebSockets of its own, by Jetty's API, behind Socket.IO, on connections that begin as ours do. */
@Timeout(60)
final class HostWebSocketTest {
    private static final int CONNECTIONS = 100;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void webSocketsOfTheHostsEchoBesideOurs(boolean ordered) throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Server jetty = ordered ? OrderedHttp.server(address) : new Server(address);
        try (SocketIoServer io = SocketIoServer.create()) {
            jetty.setHandler(new SocketIoHandler(
                    io,
                    WebSocketUpgradeHandler.from(
                            jetty,
                            container -> container.addMapping("/own", (request, response, callback) -> new Echo()))));
            jetty.start();
            try {
                int port = jetty.getURI().getPort();
                for (int i = 0; i < CONNECTIONS; i++) {
                    assertThat(answer(port, "/own", "of the host's " + i)).isEqualTo("of the host's " + i);
                    assertThat(answer(port, "/socket.io/?EIO=4&transport=websocket", "40"))
                            .startsWith("0{");
                }
            } finally {
                jetty.stop();
            }
        }
    }

    /** What a new WebSocket is sent first when it has sent something. */
    private static String answer(int port, String target, String message) throws Exception {
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + target), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        texts.add(text.toString());
                        from.request(1);
                        return null;
                    }
                })
                .get(20, TimeUnit.SECONDS);
        socket.sendText(message, true).get(20, TimeUnit.SECONDS);
        String answer = texts.poll(20, TimeUnit.SECONDS);
        socket.abort();
        return answer;
    }

    /** Public because Jetty calls it by reflection. */
    public static final class Echo extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketText(String text) {
            getSession().sendText(text, Callback.NOOP);
        }
    }
}
