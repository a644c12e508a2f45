package io.jettio.benchmarks.peers;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve-netty}: the load contract on netty-socketio. */
@Command(
        name = "serve-netty",
        description = "Serves the load contract with netty-socketio, until the process is told to end.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class NettyCommand implements Callable<Integer> {
    @Option(names = "--host", defaultValue = "127.0.0.1", description = "the address to bind to")
    private String host = "";

    @Option(names = "--port", defaultValue = "0", description = "the port; 0 takes a free one")
    private int port;

    /** Made by picocli. */
    public NettyCommand() {}

    @Override
    public Integer call() throws Exception {
        int bound = port == 0 ? freePort() : port;
        Configuration configuration = new Configuration();
        configuration.setHostname(host);
        configuration.setPort(bound);
        configuration.setWebsocketCompression(false);
        configuration.setHttpCompression(false);
        configuration.setMaxFramePayloadLength(1 << 20);
        SocketIOServer server = new SocketIOServer(configuration);
        server.addEventListener("echo", String.class, (client, text, ack) -> {
            if (ack.isAckRequested()) {
                ack.sendAckData(text);
            } else {
                client.sendEvent("echo", text);
            }
        });
        server.addEventListener(
                "bcast",
                String.class,
                (client, text, ack) -> server.getBroadcastOperations().sendEvent("bcast", text));
        server.addEventListener("bin", byte[].class, (client, bytes, ack) -> client.sendEvent("bin", bytes));
        server.addEventListener("typed", Map.class, (client, order, ack) -> ack.sendAckData(order));
        server.addEventListener("block", Integer.class, (client, millis, ack) -> {
            Thread.sleep(millis);
            ack.sendAckData(millis);
        });
        server.start();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.stop();
            ended.countDown();
        }));
        System.out.println("pid " + ProcessHandle.current().pid());
        System.out.println("listening on http://" + host + ":" + bound);
        ended.await();
        return 0;
    }

    /** This server cannot tell which port it got, so it is told one that was free a moment ago. */
    private int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        }
    }
}
