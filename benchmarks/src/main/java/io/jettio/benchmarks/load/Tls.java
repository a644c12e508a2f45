package io.jettio.benchmarks.load;

import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** What all connections of one driver share under TLS. */
final class Tls {
    /** For what was read: more than one record, so that one read can bring several messages. */
    final ByteBuffer in = ByteBuffer.allocateDirect(1 << 17);

    /** For what is to be written: one record. */
    final ByteBuffer out;

    private final SSLContext context;

    Tls() {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAnyone()}, new SecureRandom());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
        out = ByteBuffer.allocateDirect(context.createSSLEngine().getSession().getPacketBufferSize());
    }

    SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine(); // without a host there is no session to resume
        engine.setUseClientMode(true);
        return engine;
    }

    /** A load driver asks no server for its identity. */
    private static final class TrustAnyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
