package io.jettio.server.internal.socketio;

import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.Handshake;
import io.jettio.server.engine.EngineRequest;
import io.jettio.server.internal.engine.Query;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client of revision 4 brings to a namespace: the query behind the name. It goes to the handshake's query, before
 * what the HTTP request has under the same names, and stands for the auth, which that revision does not have.
 */
final class NamespaceQuery {
    private NamespaceQuery() {}

    static Handshake handshake(EngineRequest request, ConnectPacket packet, Parser parser) {
        if (packet.query().isEmpty()) {
            return new Handshake(request, packet.data());
        }
        Map<String, List<String>> own;
        try {
            own = Query.parse(packet.query()).toMap();
        } catch (IllegalArgumentException e) {
            throw new PacketException("a broken escape in a namespace's query", 0);
        }
        Map<String, List<String>> query = new LinkedHashMap<>(request.query());
        query.putAll(own);
        Map<String, String> first = new LinkedHashMap<>();
        own.forEach((name, values) -> first.put(name, values.get(0)));
        Payload auth = parser.payload(List.of(first));
        return new Handshake(
                new EngineRequest(
                        request.time(),
                        request.method(),
                        request.address(),
                        request.secure(),
                        request.url(),
                        Collections.unmodifiableMap(query),
                        request.headers()),
                auth);
    }
}
