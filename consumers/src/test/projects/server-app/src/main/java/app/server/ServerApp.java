package app.server;

import app.server.closed.Closed;
import io.jettio.protocol.annotation.OnConnect;
import io.jettio.protocol.annotation.OnEvent;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;

/** Greets who asks for it, and ends with its standard input. */
public final class ServerApp {
    record Greeting(String text) {}

    /** Its package is open to Jettio. */
    static final class Greeter {
        @OnConnect
        void welcome(Socket socket) {
            socket.emit("welcome", new Greeting("Welcome"));
        }

        @OnEvent("greet")
        Greeting greet(Greeting greeting) {
            return new Greeting("Hello, " + greeting.text());
        }
    }

    private ServerApp() {}

    public static void main(String[] args) throws Exception {
        try (SocketIoServer io = SocketIoServer.create()) {
            io.of("/").register(new Greeter());
            io.listen("127.0.0.1", 0);
            System.out.println("module " + ServerApp.class.getModule().getName());
            System.out.println("port " + io.port());
            System.out.println("closed " + registered(io, new Closed()));
            System.in.read();
        }
    }

    /** Registers what may be out of reach; what is said about it. */
    private static String registered(SocketIoServer io, Object handlers) {
        try {
            io.of("/closed").register(handlers);
            return "registered";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
