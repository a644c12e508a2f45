package io.jettio.interop;

import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.TlsOptions;
import io.jettio.server.jetty.SocketIoHandler;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Contract {@code load}: ordinary handlers on default options, for load generators. */
final class LoadContract {
    private LoadContract() {}

    /** What {@code typed} takes and acknowledges. */
    record Order(long id, String customer, List<String> items, double total, boolean paid, String note) {}

    /** What else the host of a mounted server has; it may block, as most of what hosts have. */
    private static final class Page extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "a page of the host's", callback);
            return true;
        }
    }

    /** Blocks for so many milliseconds, as a handler does that calls a slow service, and then acknowledges them. */
    private static Integer block(Integer millis) throws InterruptedException {
        Thread.sleep(millis);
        return millis;
    }

    static Served start(String host, int port, Form form) throws Exception {
        return start(host, port, form, LoadContract::handling);
    }

    /** Serves what was made of a server, in a form of deployment. */
    static Served start(String host, int port, Form form, UnaryOperator<SocketIoServer> handling) throws Exception {
        if (form.isMounted()) {
            SocketIoServer io = handling.apply(SocketIoServer.create());
            Served jetty = PlainJetty.start(
                    host,
                    port,
                    form.isSecure(),
                    server -> new SocketIoHandler(io, form == Form.bare ? null : new Page()));
            return new Served(jetty.port(), jetty.secure(), () -> {
                io.close();
                jetty.close();
            });
        }
        if (!form.isSecure()) {
            return Served.listening(handling.apply(SocketIoServer.create()), host, port);
        }
        try (Certificate certificate = Certificate.make()) {
            TlsOptions tls = TlsOptions.keyStore(certificate.keyStore(), Certificate.PASSWORD);
            SocketIoServer io = handling.apply(SocketIoServer.create(options -> options.tls(tls)));
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
            socket.answer("block", Integer.class, LoadContract::block);
        });
        return io;
    }
}
