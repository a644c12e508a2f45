package app.client;

import io.jettio.client.Socket;
import io.jettio.client.SocketIo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits for the welcome, greets, prints both, and ends. */
public final class ClientApp {
    record Greeting(String text) {}

    private ClientApp() {}

    public static void main(String[] args) throws Exception {
        CompletableFuture<Greeting> welcome = new CompletableFuture<>();
        try (Socket socket = SocketIo.connect(
                args[0], options -> {}, s -> s.on("welcome", Greeting.class, welcome::complete))) {
            System.out.println("module " + ClientApp.class.getModule().getName());
            System.out.println("event " + welcome.get(20, TimeUnit.SECONDS).text());
            System.out.println("ack " + socket.call("greet", Greeting.class, new Greeting("consumer")).text());
        }
    }
}
