package io.jettio.integration.deployment;

import io.jettio.server.SocketIoServer;
import io.jettio.server.SocketIoServerOptions;
import io.jettio.server.engine.TlsOptions;
import io.jettio.server.jetty.SocketIoHandler;
import java.nio.file.Path;

/** The forms in which people deploy a server. */
enum Form {
    /** It listens by itself. */
    STANDALONE {
        @Override
        Deployment start(SocketIoServer io, LoopbackTls tls) {
            return listening(io, false);
        }
    },

    /** It listens by itself, with TLS. */
    STANDALONE_TLS {
        @Override
        void configure(SocketIoServerOptions.Builder options, LoopbackTls tls) {
            options.tls(TlsOptions.pem(tls.certificate(), tls.key()));
        }

        @Override
        Deployment start(SocketIoServer io, LoopbackTls tls) {
            return listening(io, true);
        }
    },

    /** It is mounted in a Jetty of the application's, whose connections may not be idle for long. */
    MOUNTED {
        @Override
        Deployment start(SocketIoServer io, LoopbackTls tls) throws Exception {
            return HostJetty.start(next -> new SocketIoHandler(io, next), null);
        }
    },

    /** The same, where that Jetty speaks TLS. */
    MOUNTED_TLS {
        @Override
        Deployment start(SocketIoServer io, LoopbackTls tls) throws Exception {
            return HostJetty.start(next -> new SocketIoHandler(io, next), tls);
        }
    },

    /** It listens by itself behind an nginx that ends TLS. */
    BEHIND_NGINX {
        @Override
        void configure(SocketIoServerOptions.Builder options, LoopbackTls tls) {
            options.trustedProxies("127.0.0.1");
        }

        @Override
        Deployment start(SocketIoServer io, LoopbackTls tls) throws Exception {
            return Nginx.start(Path.of("target"), io.listen("127.0.0.1", 0).port(), tls);
        }
    };

    /** Sets the options that belong to the form. */
    void configure(SocketIoServerOptions.Builder options, LoopbackTls tls) {}

    /** Starts it; the server is closed by whoever made it. */
    abstract Deployment start(SocketIoServer io, LoopbackTls tls) throws Exception;

    /** Whether it is mounted next to other handlers. */
    boolean mounted() {
        return this == MOUNTED || this == MOUNTED_TLS;
    }

    private static Deployment listening(SocketIoServer io, boolean secure) {
        int port = io.listen("127.0.0.1", 0).port();
        return new Deployment() {
            @Override
            public boolean secure() {
                return secure;
            }

            @Override
            public int port() {
                return port;
            }

            @Override
            public void close() {
                // The server is all there is.
            }
        };
    }
}
