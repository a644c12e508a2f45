package io.jettio.server.internal.engine;

import io.jettio.server.internal.engine.ProxyChain.Hop;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a request: its address, and the scheme and host that it spoke to, as far as somebody whom we
 * believe tells them.
 *
 * @param address the client's address
 * @param scheme {@code http} or {@code https}, or null where nobody knows: a proxy in front may end TLS
 * @param host the host with its port as the client knows it, or null
 */
record ClientEnd(
        String address, @Nullable String scheme, @Nullable String host) {
    static ClientEnd of(HttpExchange http, ProxyChain proxies) {
        String scheme = http.secure() ? "https" : null;
        String host = http.header("host");
        String address = http.remoteAddress();
        Hop told = proxies.client(address, http);
        if (told == null) {
            return new ClientEnd(address, scheme, host);
        }
        return new ClientEnd(
                told.address() == null ? address : told.address(),
                told.proto() == null ? scheme : told.proto(),
                told.host() == null ? host : told.host());
    }

    boolean secure() {
        return "https".equals(scheme);
    }
}
