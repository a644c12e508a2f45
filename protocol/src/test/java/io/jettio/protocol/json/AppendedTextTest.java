package io.jettio.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.socketio.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppendedTextTest {
    private final JsonParser parser = new JsonParser(GsonJsonCodec.shared());

    @Test
    void standsBehindTheArguments() {
        Payload payload = parser.append(parser.payload(Arrays.asList(1, null, "a,b", new byte[] {7})), "x.1");
        assertThat(payload.json()).isEqualTo("[1,null,\"a,b\",{\"_placeholder\":true,\"num\":0},\"x.1\"]");
        assertThat(payload.size()).isEqualTo(5);
        assertThat(payload.get(2, String.class)).isEqualTo("a,b");
        assertThat(payload.get(3, byte[].class)).containsExactly(7);
        assertThat(payload.get(4, String.class)).isEqualTo("x.1");
    }

    @Test
    void standsAloneWhereThereAreNone() {
        Payload payload = parser.append(parser.payload(List.of()), "x\"1");
        assertThat(payload.json()).isEqualTo("[\"x\\\"1\"]");
        assertThat(payload.get(0, String.class)).isEqualTo("x\"1");
    }

    @Test
    void standsBehindArgumentsThatCameFromAPeer() {
        byte[] event = "[\"name\", 1 , {\"a\":[2]} ]".getBytes(StandardCharsets.UTF_8);
        JsonPayload arguments = JsonPayload.parseEvent(
                        GsonJsonCodec.shared(), event, 0, event.length, 0, DecodeLimits.defaults())
                .arguments();
        Payload payload = parser.append(arguments, "x.1");
        assertThat(payload.get(0, Integer.class)).isEqualTo(1);
        assertThat(payload.get(1, Object.class)).hasToString("{a=[2]}");
        assertThat(payload.get(2, String.class)).isEqualTo("x.1");
        assertThat(payload.size()).isEqualTo(3);
    }
}
