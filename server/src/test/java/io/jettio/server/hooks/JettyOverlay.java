package io.jettio.server.hooks;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Handlers that make a loopback request look as if it had come another way. */
final class JettyOverlay {
    private JettyOverlay() {}

    /** From another address. */
    static UnaryOperator<Handler> from(String address) {
        SocketAddress remote = new InetSocketAddress(address, 4_711);
        return next -> wrapped(next, request -> new Request.Wrapper(request) {
            @Override
            public ConnectionMetaData getConnectionMetaData() {
                return new ConnectionMetaData.Wrapper(super.getConnectionMetaData()) {
                    @Override
                    public SocketAddress getRemoteSocketAddress() {
                        return remote;
                    }
                };
            }
        });
    }

    /** Over TLS. */
    static UnaryOperator<Handler> secure() {
        return next -> wrapped(next, request -> new Request.Wrapper(request) {
            @Override
            public boolean isSecure() {
                return true;
            }
        });
    }

    private static Handler wrapped(Handler next, UnaryOperator<Request> change) {
        return new Handler.Wrapper(next) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                return super.handle(change.apply(request), response, callback);
            }
        };
    }
}
