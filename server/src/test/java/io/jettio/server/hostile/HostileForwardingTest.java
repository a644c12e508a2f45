package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.EngineRequest;
import io.jettio.server.engine.TrustedProxies;
import io.jettio.server.hooks.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client behind a trusted proxy may write into forwarding headers. */
class HostileForwardingTest {
    @RegisterExtension
    static final WitnessedEngine SERVER =
            WitnessedEngine.mounted(options -> options.trustedProxies("127.0.0.1", "10.0.0.0/8"));

    @RegisterExtension
    static final WitnessedEngine BEHIND_FORWARDED = WitnessedEngine.mounted(
            options -> options.trustedProxies(TrustedProxies.writingForwarded("127.0.0.1", "10.0.0.0/8")));

    private static final String PROXY = "127.0.0.1";

    /** As seen behind a proxy that writes the kind of the first header. */
    private static EngineRequest seen(String... headers) {
        WitnessedEngine server = headers[0].startsWith("Forwarded") ? BEHIND_FORWARDED : SERVER;
        return server.opened(headers).handshake();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: %s",
                "X-Forwarded-For: 6.6.6.6, %s",
                "Forwarded: for=%s",
                "Forwarded: for=\"%s\"",
                "Forwarded: for=6.6.6.6, for=\"%s\""
            })
    void whatIsNoAddressIsNobody(String header) {
        List<String> addresses = new ArrayList<>();
        for (String hostile : List.of(
                ".a:b:c",
                "[.::1]",
                "..::..",
                "::::::::",
                "[::1",
                "1.2.3.4.5",
                "1.2.3",
                "0x7f.0.0.1",
                "2130706433",
                "1.2.3.4%00",
                "fe80::1%eth0",
                "localhost",
                "_hidden",
                "unknown",
                "::ffff:1.2.3.4.5",
                "<script>",
                "${jndi:ldap://x}",
                "1".repeat(500),
                ":".repeat(3_000) + "g",
                "1.".repeat(2_000))) {
            addresses.add(seen(header.formatted(hostile)).address());
        }
        assertThat(addresses).containsOnly(PROXY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                ";",
                "=",
                "for",
                "for=",
                "for=\"",
                "for=\"203.0.113.9",
                "for==203.0.113.9",
                "for=;for=;for=",
                "\"for=203.0.113.9\"",
                ";;;;====,,,,\"\"\"\""
            })
    void brokenForwardedIsNobody(String value) {
        EngineRequest request = seen("Forwarded: " + value);
        assertThat(request.address()).isIn(PROXY, "203.0.113.9");
        assertThat(request.secure()).isFalse();
    }

    @Test
    void listOfThousandsOfHopsIsReadFromItsEnd() {
        assertThat(seen("X-Forwarded-For: " + "6.6.6.6,".repeat(700) + "203.0.113.9")
                        .address())
                .isEqualTo("203.0.113.9");
        assertThat(seen("X-Forwarded-For: " + ",".repeat(6_000)).address()).isEqualTo(PROXY);
        assertThat(seen("Forwarded: " + "for=6.6.6.6,".repeat(500) + "for=203.0.113.9")
                        .address())
                .isEqualTo("203.0.113.9");
        assertThat(seen("X-Forwarded-For: 6.6.6.6" + ",10.0.0.1".repeat(600)).address())
                .as("no more hops are followed than a chain can have")
                .isEqualTo("10.0.0.1");
    }

    @Test
    void headerThatTheProxyDoesNotWriteIsNotBelieved() {
        // The proxy writes one kind, and passes on what the client wrote of the other.
        EngineRequest request = seen("X-Forwarded-For: 203.0.113.9", "Forwarded: for=6.6.6.6;proto=https");
        assertThat(request.address()).isEqualTo("203.0.113.9");
        assertThat(request.secure()).isFalse();
        request = seen("Forwarded: for=203.0.113.9", "X-Forwarded-For: 6.6.6.6", "X-Forwarded-Proto: https");
        assertThat(request.address()).isEqualTo("203.0.113.9");
        assertThat(request.secure()).isFalse();
        assertThat(seen("X-Forwarded-Host: chat.example", "Forwarded: for=6.6.6.6")
                        .address())
                .isEqualTo(PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript", "https, http", "https;http", "HTTPS\t;", "https ", "", "wss"})
    void schemeIsOneOfTwo(String proto) {
        EngineRequest request = seen("X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: " + proto);
        assertThat(request.secure()).isEqualTo(proto.strip().equals("https"));
        assertThat(request.address()).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example",
                "http://elsewhere.example:80",
                "http://chat.example.elsewhere.example",
                "http://chat.example@elsewhere.example",
                "http://elsewhere.example#chat.example",
                "http://chat.example/",
                "http://chat.example:8080",
                "chat.example",
                "//chat.example",
                "file://",
                "null"
            })
    void originIsComparedWithTheHostThatTheProxyTellsAndNothingElse(String origin) {
        Answer answer = SERVER.get(
                WitnessedEngine.POLLING,
                "Host: elsewhere.example",
                "X-Forwarded-Host: chat.example",
                "Origin: " + origin);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
        assertThat(answer.all("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void forwardedHostIsNeverRepeated() {
        Answer answer = SERVER.get(
                WitnessedEngine.POLLING + "&sid=nobody",
                "X-Forwarded-Host: \"><script>alert(1)</script>",
                "Forwarded: host=<script>");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().toString() + answer.body()).doesNotContain("script");
    }
}
