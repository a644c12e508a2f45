package io.jettio.server.internal.socketio;

import io.jettio.protocol.json.JsonException;
import io.jettio.server.ConnectRefused;
import io.jettio.server.internal.Loggers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How clients are told that they cannot join. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.SOCKETIO);

    static final String INVALID = "Invalid namespace";

    private Refusals() {}

    static ConnectRefused invalid() {
        return new ConnectRefused(INVALID);
    }

    /** What the client is told of a failure. */
    static ConnectRefused of(Throwable failure, String who) {
        if (failure instanceof ConnectRefused refused) {
            return refused;
        }
        if (failure instanceof JsonException) {
            LOG.debug("a CONNECT whose auth does not fit", failure);
            return new ConnectRefused("Invalid auth");
        }
        LOG.error("{} failed; the connection is refused", who, failure);
        return new ConnectRefused("Internal server error");
    }

    static void send(Connection connection, String namespace, ConnectRefused refusal) {
        String message = String.valueOf(refusal.getMessage());
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        Object data = refusal.data();
        if (data != null) {
            error.put("data", data);
        }
        try {
            connection.refuse(namespace, error, message);
        } catch (JsonException e) {
            LOG.error("the data of a refusal cannot be mapped; it is sent without", e);
            connection.refuse(namespace, Map.of("message", message), message);
        }
    }
}
