package io.jettio.harness.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.jettio.harness.wire.Answer;
import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.Json;
import io.jettio.harness.wire.WebSocketPeer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself in its handshake; times of cases follow from it.
 *
 * @param pingInterval between two pings
 * @param pingTimeout within which a pong is due
 * @param maxPayload the most bytes of a message
 */
public record Facts(Duration pingInterval, Duration pingTimeout, int maxPayload) {
    private static final int DEFAULT_PAYLOAD = 1_000_000;

    /**
     * Asks a server.
     *
     * @throws AssertionError if it gives no handshake
     */
    public static Facts ask(Endpoint endpoint, int version) {
        Answer answer = endpoint.get("EIO=" + version + "&transport=polling");
        if (answer.status() == 200 && answer.text().indexOf('{') >= 0) {
            return of(answer.text());
        }
        try (WebSocketPeer peer = WebSocketPeer.open(endpoint, "EIO=" + version + "&transport=websocket")) {
            return of(peer.text());
        }
    }

    private static Facts of(String open) {
        JsonObject handshake = Json.object(open.substring(open.indexOf('{'), open.lastIndexOf('}') + 1));
        return new Facts(
                Duration.ofMillis(number(handshake, "pingInterval", 25_000)),
                Duration.ofMillis(number(handshake, "pingTimeout", 20_000)),
                number(handshake, "maxPayload", DEFAULT_PAYLOAD));
    }

    private static int number(JsonObject handshake, String name, int otherwise) {
        @Nullable JsonElement value = handshake.get(name);
        return value == null || !value.isJsonPrimitive() ? otherwise : value.getAsInt();
    }

    /** {@return when a session that nobody answers for is over} */
    public Duration lifetime() {
        return pingInterval.plus(pingTimeout);
    }
}
