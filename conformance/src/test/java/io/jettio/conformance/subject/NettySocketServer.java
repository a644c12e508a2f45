package io.jettio.conformance.subject;

import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.SocketIOServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The contract {@code socket} on netty-socketio, as a program: {@code --port N}. */
public final class NettySocketServer {
    private static final String HOST = "127.0.0.1";

    /** Its listeners name the types of their arguments; what goes beyond them is dropped. */
    private static final Class<?>[] ANY_ARGUMENTS =
            Collections.nCopies(16, Object.class).toArray(Class<?>[]::new);

    private NettySocketServer() {}

    /**
     * Serves until the process is told to end.
     *
     * @param arguments the port, 0 for a free one
     */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        int bound = port == 0 ? freePort() : port;
        Configuration configuration = new Configuration();
        configuration.setHostname(HOST);
        configuration.setPort(bound);
        configuration.setPingInterval(300);
        configuration.setPingTimeout(200);
        configuration.setFirstDataTimeout(1_000);
        configuration.setUpgradeTimeout(1_000);
        configuration.setMaxHttpContentLength(1_000_000);
        configuration.setMaxFramePayloadLength(1_000_000);
        SocketIOServer server = new SocketIOServer(configuration);
        serve(server.getNamespace(""));
        SocketIONamespace main = server.getNamespace("");
        main.addMultiTypeEventListener(
                "message",
                (client, data, ack) ->
                        client.sendEvent("message-back", data.getArgs().toArray()),
                ANY_ARGUMENTS);
        main.addMultiTypeEventListener(
                "message-with-ack",
                (client, data, ack) -> ack.sendAckData(data.getArgs().toArray()),
                ANY_ARGUMENTS);
        serve(server.addNamespace("/custom"));
        server.start();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.stop();
            ended.countDown();
        }));
        System.out.println("listening on http://" + HOST + ":" + bound);
        ended.await();
    }

    private static void serve(SocketIONamespace namespace) {
        namespace.addAuthTokenListener((token, client) -> {
            client.set("auth", token == null ? Map.of() : token);
            return AuthTokenResult.AuthTokenResultSuccess;
        });
        // It says that a client is connected when the session opens, before CONNECT: so the event waits for its answer.
        namespace.addConnectListener(client ->
                CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS).execute(() -> emitAuth(client)));
    }

    private static void emitAuth(SocketIOClient client) {
        Object auth = client.get("auth");
        client.sendEvent("auth", auth == null ? Map.of() : auth);
    }

    /** This server cannot tell which port it got, so it is told one that was free a moment ago. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
