package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.hooks.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The initial packet goes to whom a session was opened for, once, and to nobody else. */
class HostileInitialPacketTest {
    private static final String PACKET = "\");alert(1)//</script>";

    @RegisterExtension
    static final WitnessedEngine SERVER = WitnessedEngine.mounted(options -> options.jsonp(true)
                    .initialPacket(PACKET)
                    .allowRequest(request -> !request.query().containsKey("refuse")))
            .greeting("4" + PACKET);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | EIO=4&transport=polling&refuse         | X-Y: z                   | 403",
                "GET  | EIO=4&transport=polling                | Origin: https://a.example | 403",
                "GET  | EIO=4&transport=polling                | Origin: null             | 403",
                "GET  | EIO=3&transport=polling                | X-Y: z                   | 400",
                "GET  | EIO=4&transport=polling&sid=nobody     | X-Y: z                   | 400",
                "GET  | EIO=4&transport=polling&j=alert        | X-Y: z                   | 400",
                "POST | EIO=4&transport=polling                | X-Y: z                   | 400",
                "HEAD | EIO=4&transport=polling                | X-Y: z                   | 400",
                "OPTIONS | EIO=4&transport=polling             | X-Y: z                   | 204",
            })
    void whoIsRefusedDoesNotSeeIt(String method, String query, String header, int status) {
        String all = SERVER.peer()
                .request(method.strip(), "/engine.io/?" + query.strip(), header.strip())
                .readToEnd();
        assertThat(all).startsWith("HTTP/1.1 " + status + " ").doesNotContain("alert");
    }

    @Test
    void scriptHoldsItAsAString() {
        Answer answer = SERVER.get(WitnessedEngine.POLLING + "&j=0");
        assertThat(answer.body()).endsWith("\\u001e4\\\");alert(1)//<\\/script>\");");
    }

    @Test
    void laterRequestsDoNotSeeItAgain() throws Exception {
        String target = SERVER.open();
        SERVER.post(target, "4echo");
        assertThat(SERVER.get(target).body()).isEqualTo("4echo");
        try (RawWebSocket upgrade = RawWebSocket.connect(SERVER.port(), target.replace("=polling", "=websocket"), "")) {
            upgrade.sendText("2probe");
            assertThat(upgrade.receive().text()).isEqualTo("3probe");
            upgrade.sendText("5");
            upgrade.sendText("4upgraded");
            assertThat(upgrade.receive().text()).isEqualTo("4upgraded");
        }
    }
}
