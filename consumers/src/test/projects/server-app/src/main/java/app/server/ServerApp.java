package app.server;

import io.jettio.server.SocketIoServer;

/** Greets who asks for it, and ends with its standard input. */
public final class ServerApp {
    record Greeting(String text) {}

    private ServerApp() {}

    public static void main(String[] args) throws Exception {
        try (SocketIoServer io = SocketIoServer.create()) {
            io.onConnection(socket -> {
                socket.answer("greet", Greeting.class, greeting -> new Greeting("Hello, " + greeting.text()));
                socket.emit("welcome", new Greeting("Welcome"));
            });
            io.listen("127.0.0.1", 0);
            System.out.println("module " + ServerApp.class.getModule().getName());
            System.out.println("port " + io.port());
            System.in.read();
        }
    }
}
