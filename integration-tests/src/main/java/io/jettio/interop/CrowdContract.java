package io.jettio.interop;

import io.jettio.protocol.TypeRef;
import io.jettio.server.Namespace;
import io.jettio.server.SocketIoServer;
import java.util.List;

/** Contract {@code crowd}: rooms in two namespaces and broadcasts to everybody, for very many clients. */
final class CrowdContract {
    private CrowdContract() {}

    static Served start(String host, int port, Form form) throws Exception {
        return Deployed.socketIo(host, port, form, CrowdContract::handling);
    }

    private static SocketIoServer handling(SocketIoServer io) {
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
        return io;
    }
}
