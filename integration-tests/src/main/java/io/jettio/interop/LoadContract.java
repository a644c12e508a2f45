package io.jettio.interop;

import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.TlsOptions;
import io.jettio.server.jetty.SocketIoHandler;
import java.nio.ByteBuffer;
import java.util.List;

/** Contract {@code load}: ordinary handlers on default options, for load generators. */
final class LoadContract {
    private LoadContract() {}

    /** What {@code typed} takes and acknowledges. */
    record Order(long id, String customer, List<String> items, double total, boolean paid, String note) {}

    static Served start(String host, int port, Form form) throws Exception {
        if (form.isMounted()) {
            SocketIoServer io = handling(SocketIoServer.create());
            Served jetty = PlainJetty.start(host, port, form.isSecure(), server -> new SocketIoHandler(io, null));
            return new Served(jetty.port(), jetty.secure(), () -> {
                io.close();
                jetty.close();
            });
        }
        if (!form.isSecure()) {
            return Served.listening(handling(SocketIoServer.create()), host, port);
        }
        try (Certificate certificate = Certificate.make()) {
            TlsOptions tls = TlsOptions.keyStore(certificate.keyStore(), Certificate.PASSWORD);
            SocketIoServer io = handling(SocketIoServer.create(options -> options.tls(tls)));
            io.listen(host, port);
            return new Served(io.port(), true, io::close);
        }
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
        });
        return io;
    }
}
