package io.jettio.client.internal.jetty;

import io.jettio.client.engine.ProxyOptions;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.client.BasicAuthentication;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.ProxyConfiguration;
import org.eclipse.jetty.client.Socks5;
import org.eclipse.jetty.client.Socks5Proxy;
import org.eclipse.jetty.http.HttpHeader;

/** Puts a proxy into Jetty's client. */
final class JettyProxies {
    private JettyProxies() {}

    static void use(ProxyOptions options, HttpClient client) {
        ProxyConfiguration.Proxy proxy =
                options.type() == ProxyOptions.Type.HTTP ? http(options, client) : socks(options);
        client.getProxyConfiguration().addProxy(proxy);
    }

    private static ProxyConfiguration.Proxy http(ProxyOptions options, HttpClient client) {
        HttpProxy proxy = new Tunnel(options.host(), options.port());
        options.credentials()
                .ifPresent(who -> client.getAuthenticationStore()
                        .addAuthenticationResult(new BasicAuthentication.BasicResult(
                                proxy.getURI(),
                                HttpHeader.PROXY_AUTHORIZATION,
                                who.user(),
                                who.password(),
                                StandardCharsets.UTF_8)));
        return proxy;
    }

    private static ProxyConfiguration.Proxy socks(ProxyOptions options) {
        Socks5Proxy proxy = new Socks5Proxy(options.host(), options.port());
        options.credentials()
                .ifPresent(who -> proxy.putAuthenticationFactory(new Socks5.UsernamePasswordAuthenticationFactory(
                        who.user(), who.password(), StandardCharsets.UTF_8)));
        return proxy;
    }

    /** A proxy that is asked for a tunnel without TLS, too: a WebSocket's handshake would not pass otherwise. */
    private static final class Tunnel extends HttpProxy {
        Tunnel(String host, int port) {
            super(host, port);
        }

        @Override
        public boolean requiresTunnel(Origin server) {
            return true;
        }
    }
}
