package io.jettio.server.internal.socketio;

import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.ConnectPacket;
import io.jettio.protocol.socketio.PacketException;
import io.jettio.server.internal.engine.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands for auth in a revision 4 CONNECT, which has no payload: the query behind the namespace's name. */
final class QueryAuth {
    private QueryAuth() {}

    /**
     * The same CONNECT with its query as payload, an object of strings, and of lists where a parameter is repeated.
     *
     * @throws PacketException if an escape is broken
     */
    static ConnectPacket of(ConnectPacket connect, Parser parser) {
        Map<String, Object> auth = new LinkedHashMap<>();
        try {
            Query.parse(connect.query())
                    .toMap()
                    .forEach((name, values) -> auth.put(name, values.size() == 1 ? values.get(0) : values));
        } catch (IllegalArgumentException e) {
            throw new PacketException("a broken escape in the query of a CONNECT", 0);
        }
        return new ConnectPacket(connect.namespace(), connect.query(), parser.payload(List.of(auth)));
    }
}
