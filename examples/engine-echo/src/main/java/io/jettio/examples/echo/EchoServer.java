package io.jettio.examples.echo;

import io.jettio.protocol.Frame;
import io.jettio.server.engine.EngineServer;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;

/**
 * Engine.IO without Socket.IO: every message goes back to its sender. Shows each thing that a session tells, and the end
 * of a server that cuts nobody off.
 */
@NullMarked
public final class EchoServer {
    private EchoServer() {}

    /**
     * Listens on a port, by default 3000, until the process is told to stop.
     *
     * @param args the port
     */
    public static void main(String[] args) {
        EngineServer server = start(args.length > 0 ? Integer.parseInt(args[0]) : 3000, System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.drain().join(), "drain"));
    }

    /**
     * {@return an echo server that accepts connections on this machine}
     *
     * @param port the port, or 0 for a free one
     * @param log where it says what happens
     */
    public static EngineServer start(int port, PrintStream log) {
        EngineServer server = EngineServer.create(o -> o.drainTimeout(Duration.ofSeconds(2)));
        server.onConnection(socket -> {
            log.println("open over " + socket.transport());
            socket.onUpgrade(transport -> log.println("upgraded to " + transport));
            socket.onMessage((Frame message) ->
                    socket.send(message, written -> log.println(written ? "echoed" : "not echoed any more")));
            socket.onDrain(drained -> log.println("all is out"));
            socket.onClose(reason -> log.println("closed: " + reason));
        });
        server.listen("127.0.0.1", port);
        log.println("listening on http://127.0.0.1:" + server.port() + "/engine.io/");
        return server;
    }
}
