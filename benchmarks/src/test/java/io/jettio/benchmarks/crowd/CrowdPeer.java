package io.jettio.benchmarks.crowd;

import io.jettio.protocol.TypeRef;
import io.jettio.server.Namespace;
import io.jettio.server.SocketIoServer;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A server with what the clients ask for, in a process that can be killed. */
final class CrowdPeer {
    private CrowdPeer() {}

    public static void main(String[] arguments) throws InterruptedException {
        SocketIoServer io = SocketIoServer.create();
        for (String name : List.of("/", "/crowd")) {
            Namespace namespace = io.of(name);
            namespace.onConnection(socket -> {
                socket.onWithAck("join", new TypeRef<List<String>>() {}, (rooms, ack) -> {
                    socket.join(rooms);
                    ack.send();
                });
                socket.onWithAck("echo", String.class, (text, ack) -> ack.send(text));
                socket.on("all", String.class, text -> namespace.emit("all", text));
            });
        }
        io.listen("127.0.0.1", Integer.parseInt(arguments[0]));
        System.out.println("listening on http://127.0.0.1:" + io.port());
        new CountDownLatch(1).await();
    }
}
