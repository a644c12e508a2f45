package io.jettio.client.internal.jetty;

import io.jettio.client.engine.HostResolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/** Asks the application's resolver, on a thread that may wait for it. */
final class Resolver implements SocketAddressResolver {
    private final HostResolver resolver;
    private final Executor executor;

    Resolver(HostResolver resolver, Executor executor) {
        this.resolver = resolver;
        this.executor = executor;
    }

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        executor.execute(() -> {
            List<InetSocketAddress> addresses = new ArrayList<>();
            try {
                for (InetAddress address : resolver.resolve(host)) {
                    addresses.add(new InetSocketAddress(address, port));
                }
                if (addresses.isEmpty()) {
                    throw new UnknownHostException(host);
                }
            } catch (Throwable failure) {
                promise.failed(failure);
                return;
            }
            promise.succeeded(addresses);
        });
    }
}
