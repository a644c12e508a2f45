package io.jettio.client.engine;

import java.net.URI;
import java.util.Objects;

/**
 * A request that is about to be sent: a poll, a body that is posted, or the handshake of a WebSocket.
 *
 * @param transport the transport it belongs to
 * @param method {@code GET} or {@code POST}
 * @param uri where it goes, with its query; from the handshake on the query holds the session id, a credential
 */
public record EngineRequest(TransportType transport, String method, URI uri) {
    /**
     * Checks that nothing is missing.
     *
     * @param transport the transport
     * @param method the method
     * @param uri the address
     */
    public EngineRequest {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(uri, "uri");
    }
}
