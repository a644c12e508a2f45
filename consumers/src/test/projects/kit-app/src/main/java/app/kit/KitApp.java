package app.kit;

import io.jettio.server.SocketIoServer;
import io.jettio.testing.SocketIoTestKit;
import io.jettio.testing.TestClient;
import java.time.Duration;

/** Has handlers run under the test kit, and prints what came of it. */
public final class KitApp {
    private KitApp() {}

    public static void main(String[] args) {
        System.out.println("module " + KitApp.class.getModule().getName());
        SocketIoServer io = SocketIoServer.create();
        io.onConnection(socket -> socket.on("chat", String.class, text -> io.emit("chat", text)));
        try (SocketIoTestKit kit = SocketIoTestKit.of(io).closingServers()) {
            TestClient anna = kit.connect();
            TestClient ben = kit.connect();
            anna.emit("chat", "hello");
            System.out.println("event " + ben.take("chat", String.class));
            ben.wire().halfOpen();
            kit.advance(Duration.ofMinutes(1));
            System.out.println("end " + ben.disconnects());
        }
    }
}
