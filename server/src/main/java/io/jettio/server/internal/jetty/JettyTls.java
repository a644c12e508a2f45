package io.jettio.server.internal.jetty;

import io.jettio.server.engine.TlsOptions;
import io.jettio.server.internal.engine.EngineCore;
import io.jettio.server.internal.tls.TlsContext;
import io.jettio.server.internal.tls.TlsWatch;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** TLS in front of a connector of ours. The files are read by us, so that bad ones never reach Jetty. Thread-safe. */
final class JettyTls {
    private final TlsOptions options;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private final Optional<TlsWatch> watch;

    /** Reads the files. */
    JettyTls(TlsOptions options, EngineCore core) throws IOException, GeneralSecurityException {
        this.options = options;
        // The watch takes its first look before the files are read: what changes in between is read again.
        this.watch = options.reloadInterval()
                .map(interval -> new TlsWatch(
                        TlsContext.files(options), interval, this::reload, core.deadlines(), core.threads()));
        factory.setSslContext(TlsContext.load(options));
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setWantClientAuth(options.clientAuth() == TlsOptions.ClientAuth.WANT);
        factory.setNeedClientAuth(options.clientAuth() == TlsOptions.ClientAuth.NEED);
    }

    /** What stands in front of HTTP/1.1 on a connector. */
    SslConnectionFactory connectionFactory() {
        return new SslConnectionFactory(factory, HttpVersion.HTTP_1_1.asString());
    }

    /** Makes requests know that they are secure. */
    static void customize(HttpConfiguration http) {
        // There is one certificate; whether its name is the one that was asked for is the client's to judge.
        boolean sniHostCheck = false;
        http.addCustomizer(new SecureRequestCustomizer(sniHostCheck));
    }

    void start() {
        watch.ifPresent(TlsWatch::start);
    }

    void stop() {
        watch.ifPresent(TlsWatch::stop);
    }

    /** Reads the files again; connections that are open keep what they began with. */
    void reload() throws IOException, GeneralSecurityException {
        SSLContext fresh = TlsContext.load(options);
        try {
            factory.reload(reloaded -> reloaded.setSslContext(fresh));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new GeneralSecurityException(e);
        }
    }
}
