package io.jettio.client.jetty;

import io.jettio.client.engine.Network;
import io.jettio.client.internal.concurrent.Threads;
import io.jettio.client.internal.engine.SharedNetwork;
import io.jettio.client.internal.jetty.JettyCarriers;
import java.util.Objects;
import org.eclipse.jetty.client.HttpClient;

/** Networks on a Jetty HTTP client of the application's. */
public final class JettyNetwork {
    private JettyNetwork() {}

    /**
     * {@return a network that carries everything over a client} Its TLS, proxies, resolver, executor, connect timeout
     * and cookies hold; it has to be started before the first session is opened, and is never stopped here. Each polling
     * session takes two connections, of which a client has 64 for each host unless told otherwise
     * ({@code maxConnectionsPerDestination}). Redirects are not followed, whatever the client is set to.
     *
     * @param client the client
     */
    public static Network of(HttpClient client) {
        Objects.requireNonNull(client, "client");
        return new SharedNetwork(new Threads("jettio-network", 256), JettyCarriers.on(client));
    }
}
