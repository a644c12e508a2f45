package io.jettio.interop;

import io.jettio.server.SocketIoServer;
import io.jettio.server.jetty.SocketIoHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/** Contract {@code load}: ordinary handlers on default options, for load generators. */
final class LoadContract {
    private LoadContract() {}

    /** What {@code typed} takes and acknowledges. */
    record Order(long id, String customer, List<String> items, double total, boolean paid, String note) {}

    /** Blocks for so many milliseconds, as a handler does that calls a slow service, and then acknowledges them. */
    private static Integer block(Integer millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server ends
        }
        return millis;
    }

    static Served start(String host, int port, boolean mounted) throws Exception {
        SocketIoServer io = SocketIoServer.create();
        io.onConnection(socket -> {
            socket.onWithAck("echo", String.class, (text, ack) -> {
                if (ack.isRequested()) {
                    ack.send(text);
                } else {
                    socket.emit("echo", text);
                }
            });
            socket.on("bcast", String.class, text -> io.emit("bcast", text));
            socket.on("bin", ByteBuffer.class, bytes -> socket.emit("bin", bytes));
            socket.answer("typed", Order.class, order -> order);
            socket.answer("block", Integer.class, LoadContract::block);
        });
        if (!mounted) {
            return Served.listening(io, host, port);
        }
        Server jetty = new Server(new InetSocketAddress(host, port));
        jetty.setHandler(new SocketIoHandler(io, null));
        jetty.start();
        return new Served(jetty.getURI().getPort(), () -> {
            io.close();
            LifeCycle.stop(jetty);
        });
    }
}
