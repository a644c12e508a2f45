package io.jettio.server.tls;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Talks to a server on the loopback over TLS, on a connection of its own for each request. */
final class TlsClient {
    static final String HANDSHAKE = "/engine.io/?EIO=4&transport=polling";

    private TlsClient() {}

    static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
    }

    static HttpResponse<String> get(HttpClient client, int port, String pathAndQuery) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + pathAndQuery))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    static HttpResponse<String> get(SSLContext tls, int port) throws Exception {
        return get(client(tls), port, HANDSHAKE);
    }

    /** The first certificate that the server shows. */
    static X509Certificate shown(SSLContext tls, int port) throws Exception {
        return (X509Certificate) get(tls, port).sslSession().orElseThrow().getPeerCertificates()[0];
    }
}
