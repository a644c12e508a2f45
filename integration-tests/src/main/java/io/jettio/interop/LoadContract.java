package io.jettio.interop;

import io.jettio.server.SocketIoServer;
import java.nio.ByteBuffer;
import java.util.List;

/** Contract {@code load}: ordinary handlers on default options, for load generators. */
final class LoadContract {
    private LoadContract() {}

    /** What {@code typed} takes and acknowledges. */
    record Order(long id, String customer, List<String> items, double total, boolean paid, String note) {}

    /** Blocks for so many milliseconds, as a handler does that calls a slow service, and then acknowledges them. */
    private static Integer block(Integer millis) throws InterruptedException {
        Thread.sleep(millis);
        return millis;
    }

    static Served start(String host, int port, Form form) throws Exception {
        return Deployed.socketIo(host, port, form, LoadContract::handling);
    }

    private static SocketIoServer handling(SocketIoServer io) {
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
        return io;
    }
}
