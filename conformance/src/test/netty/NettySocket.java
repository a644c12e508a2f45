import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.listener.ConnectListener;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The contract "socket" on netty-socketio, as far as it can be had: {@code java -cp JARS NettySocket.java PORT}. It tells a
 * listener of connections nothing of the payload of CONNECT, so each greeting says {@code {}}, and its multi-type listeners
 * are given the arguments by types told beforehand.
 */
public final class NettySocket {
    public static void main(String[] arguments) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(Integer.parseInt(arguments[0]));
        configuration.setPingInterval(300);
        configuration.setPingTimeout(200);
        configuration.setMaxHttpContentLength(1_000_000);
        configuration.setMaxFramePayloadLength(1_000_000);
        SocketIOServer server = new SocketIOServer(configuration);
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        ConnectListener greeting = client -> {
            Runnable greet = () -> client.sendEvent("auth", Map.of());
            later.schedule(greet, 10, TimeUnit.MILLISECONDS); // behind the answer to CONNECT
        };
        server.addConnectListener(greeting);
        server.addNamespace("/custom").addConnectListener(greeting);
        server.addMultiTypeEventListener(
                "message",
                (client, data, ack) -> client.sendEvent("message-back", data.getArgs().toArray()),
                Object.class);
        server.addMultiTypeEventListener(
                "message-with-ack", (client, data, ack) -> ack.sendAckData(data.getArgs().toArray()), Object.class);
        server.start();
        System.out.println("listening on http://127.0.0.1:" + arguments[0]);
        new CountDownLatch(1).await();
    }
}
