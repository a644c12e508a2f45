package io.jettio.interop;

import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.TlsOptions;
import io.jettio.server.jetty.EngineIoHandler;
import io.jettio.server.jetty.SocketIoHandler;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Puts servers where applications have them, in each form of deployment. */
final class Deployed {
    private Deployed() {}

    /** What else the host of a mounted server has; it may block, as most of what hosts have. */
    private static final class Page extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "a page of the host's", callback);
            return true;
        }
    }

    /** Serves what was made of a Socket.IO server on default options. */
    static Served socketIo(String host, int port, Form form, UnaryOperator<SocketIoServer> handling) throws Exception {
        if (form.isMounted()) {
            SocketIoServer io = handling.apply(SocketIoServer.create());
            return mounted(host, port, form, next -> new SocketIoHandler(io, next), io::close);
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

    /** Serves an Engine.IO server; {@code made} makes it, with TLS if that is not null. */
    static Served engine(String host, int port, Form form, Function<@Nullable TlsOptions, EngineServer> made)
            throws Exception {
        if (form.isMounted()) {
            EngineServer engine = made.apply(null);
            return mounted(host, port, form, next -> new EngineIoHandler(engine, next), engine::close);
        }
        if (!form.isSecure()) {
            return Served.listening(made.apply(null), host, port);
        }
        try (Certificate certificate = Certificate.make()) {
            EngineServer engine = made.apply(TlsOptions.keyStore(certificate.keyStore(), Certificate.PASSWORD));
            engine.listen(host, port);
            return new Served(engine.port(), true, engine::close);
        }
    }

    private static Served mounted(
            String host, int port, Form form, Function<@Nullable Handler, Handler> handler, Runnable close)
            throws Exception {
        Handler ours = handler.apply(form == Form.bare ? null : new Page());
        Served jetty = PlainJetty.start(host, port, form.isSecure(), server -> ours);
        return new Served(jetty.port(), jetty.secure(), () -> {
            close.run();
            jetty.close();
        });
    }
}
