package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.hooks.Answer;
import io.jettio.server.hooks.RawPeer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSONP in the hands of an attacker: no script that is not ours, and forms are bodies like any other. */
class HostileJsonpTest {
    @RegisterExtension
    static final WitnessedEngine SERVER = WitnessedEngine.mounted(options -> options.jsonp(true));

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0);alert(1)//",
                "%22%29%3Balert%281%29",
                "0%0a",
                "0%00",
                "%EF%BC%91",
                "0x1",
                "+1",
                "1e3",
                "00000000000",
                "__proto__",
                "%",
                "%2",
                "%zz",
                "%c3%28"
            })
    void callbackThatIsNoNumberIsNeverRepeated(String callback) {
        for (String target : new String[] {WitnessedEngine.POLLING, SERVER.open()}) {
            Answer answer = SERVER.get(target + "&j=" + callback);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.body()).isEqualTo(BAD_REQUEST);
        }
    }

    @Test
    void ofTwoCallbacksTheFirstCounts() {
        Answer answer = SERVER.get(WitnessedEngine.POLLING + "&j=1&j=);alert(1)");
        assertThat(answer.body()).startsWith("___eio[1](\"0{").endsWith("}\");").doesNotContain("alert");
        assertThat(SERVER.get(WitnessedEngine.POLLING + "&j=);alert(1)&j=1").status())
                .isEqualTo(400);
    }

    @Test
    void callbackOfAWebSocketMeansNothing() {
        RawPeer peer = SERVER.peer().webSocket(WitnessedEngine.WEBSOCKET + "&j=);alert(1)");
        assertThat(peer.answer().status()).isEqualTo(101);
        assertThat(peer.readText()).startsWith("0{").doesNotContain("alert");
    }

    @Test
    void scriptOfAForeignOriginIsForbidden() {
        Answer answer = SERVER.get(WitnessedEngine.POLLING + "&j=0", "Origin: https://elsewhere.example");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
    }

    @Test
    void errorIsNeverAScript() {
        Answer answer = SERVER.get(WitnessedEngine.POLLING + "&j=0&sid=nobody");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\");alert(1);(\"",
                "\\\");alert(1);(\\\"",
                "</script><script>alert(1)</script>",
                "<!--<script>",
                "\u2028alert(1)\u2029",
                "\r\nalert(1)\r\n",
                "\u0000\u0001\u001f\u007f",
                "*/alert(1)/*"
            })
    void whatIsSentNeverLeavesTheScriptsString(String text) {
        String target = SERVER.open();
        assertThat(SERVER.post(target, "4" + text).status()).isEqualTo(200);
        String script = SERVER.get(target + "&j=0").body();
        String string = script.substring("___eio[0](\"".length(), script.length() - "\");".length());
        assertThat(script).startsWith("___eio[0](\"").endsWith("\");");
        assertThat(string.replaceAll("\\\\.", "")).doesNotContain("\"", "\\", "\n", "\r", "\u2028", "\u2029", "</");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "d",
                "d=",
                "D=4x",
                "d%3D4x",
                "d[]=4x",
                "+d=4x",
                "&&&&",
                "d=%",
                "d=4%4",
                "d=4%u0041",
                "d=4%-1",
                "d=4%c3%28",
                "d=4%ed%a0%80",
                "d=4%c0%80",
                "d=9",
                "d=b*",
                "d=%1e",
                "4x"
            })
    void formThatBringsNoPayloadEndsItsSession(String form) {
        String target = SERVER.open();
        Answer answer = SERVER.post(target + "&j=0", form, FORM);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(BAD_REQUEST);
        assertThat(SERVER.get(target).body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d=0{}", "d=2", "d=5", "d=1%1e4x"})
    void formWithAPacketThatEndsASessionEndsIt(String form) {
        String target = SERVER.open();
        assertThat(SERVER.post(target + "&j=0", form, FORM).status()).isIn(200, 400);
        assertThat(SERVER.get(target).status()).isEqualTo(400);
    }

    @Test
    void formThatIsAsLargeAsItMayBeIsReadInOneGo() {
        for (String form :
                new String[] {"&".repeat(1_000_000), "%".repeat(1_000_000), "d&".repeat(500_000), "x=".repeat(500_000)
                }) {
            assertThat(SERVER.post(SERVER.open() + "&j=0", form, FORM).status()).isEqualTo(400);
        }
        String backslashes = "d=4" + "\\".repeat(900_000);
        assertThat(SERVER.post(SERVER.open() + "&j=0", backslashes, FORM).status())
                .isEqualTo(200);
    }

    @Test
    void formOverTheLimitIsTooLargeThoughItsPayloadIsNot() {
        // 3 + 3 * 333 333 bytes that bring 333 334; the rest of them is not waited for.
        RawPeer hostile = SERVER.peer();
        hostile.send("POST " + SERVER.open() + "&j=0 HTTP/1.1\nHost: localhost\nContent-Length: 1000002\n\nd=4%41%41");
        assertThat(hostile.answer().status()).isEqualTo(413);
        assertThat(hostile.readToEnd()).isEmpty();
    }

    @Test
    void tooManyPacketsOfAFormEndItsSession() {
        String payload = URLEncoder.encode("3" + "\u001e3".repeat(10_000), StandardCharsets.UTF_8);
        assertThat(SERVER.post(SERVER.open() + "&j=0", "d=" + payload, FORM).status())
                .isEqualTo(400);
    }

    @Test
    void formOfASecondPostEndsTheSessionAndTheFirst() {
        String target = SERVER.open();
        RawPeer first = SERVER.peer();
        first.send("POST " + target + "&j=0 HTTP/1.1\nHost: localhost\nContent-Length: 10\nExpect: 100-continue\n\n");
        assertThat(first.answer().status()).as("its body is awaited").isEqualTo(100);
        first.send("d=4");
        assertThat(SERVER.post(target + "&j=0", "d=4x", FORM).status()).isEqualTo(400);
        assertThat(first.answer().status()).isEqualTo(400);
        assertThat(first.readToEnd()).isEmpty();
    }
}
