package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jettio.server.engine.EngineRequest;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.engine.TrustedProxies;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code trustedProxies}: whose word about the client is taken, and how it is written. */
class TrustedProxiesTest {
    private static final String[] LOCAL_AND_TEN = {"127.0.0.1", "10.0.0.0/8", "fd00::/8"};

    private static EngineRequest seen(String[] trusted, String... headers) {
        return seen(TrustedProxies.writingXForwarded(trusted), headers);
    }

    private static EngineRequest seenBehindForwarded(String... headers) {
        return seen(TrustedProxies.writingForwarded(LOCAL_AND_TEN), headers);
    }

    private static EngineRequest seen(TrustedProxies trusted, String... headers) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.trustedProxies(trusted))) {
            jetty.openPolling(headers);
            return jetty.socket().handshake();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9                        | 203.0.113.9",
                "203.0.113.9:4711                   | 203.0.113.9",
                "6.6.6.6, 203.0.113.9               | 203.0.113.9",
                "6.6.6.6, 203.0.113.9, 10.1.2.3     | 203.0.113.9",
                "203.0.113.9,10.1.2.3 , fd00::1     | 203.0.113.9",
                "10.9.9.9, 10.1.2.3                 | 10.9.9.9",
                "203.0.113.9, 11.0.0.1, 10.1.2.3    | 11.0.0.1",
                "2001:db8::1                        | 2001:db8::1",
                "[2001:db8::1]                      | 2001:db8::1",
                "[2001:db8::1]:4711                 | 2001:db8::1",
                "203.0.113.9, unknown               | 127.0.0.1",
                "unknown                            | 127.0.0.1",
                "example.org                        | 127.0.0.1",
                "999.1.1.1                          | 127.0.0.1",
                "1.2.3                              | 127.0.0.1",
                "1.2.3.4.5                          | 127.0.0.1",
                "16909060                           | 127.0.0.1",
                "''                                 | 127.0.0.1",
            })
    void theClientIsTheLastHopThatIsNoTrustedProxy(String forwardedFor, String client) {
        assertThat(seen(LOCAL_AND_TEN, "X-Forwarded-For: " + forwardedFor).address())
                .isEqualTo(client);
    }

    @Test
    void theLineThatAProxyAddsStandsAfterTheClientsOwn() {
        assertThat(seen(LOCAL_AND_TEN, "X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 203.0.113.9")
                        .address())
                .isEqualTo("203.0.113.9");
        assertThat(seenBehindForwarded("Forwarded: for=6.6.6.6", "Forwarded: for=203.0.113.9")
                        .address())
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for=203.0.113.9                                | 203.0.113.9",
                "For=\"203.0.113.9:4711\";by=10.0.0.1           | 203.0.113.9",
                "for=6.6.6.6, for=203.0.113.9, for=10.1.2.3     | 203.0.113.9",
                "for=\"[2001:db8::1]:4711\"                     | 2001:db8::1",
                "for=\"[2001:db8::1]\", for=\"[fd00::7]\"       | 2001:db8::1",
                "for=unknown                                    | 127.0.0.1",
                "for=6.6.6.6, for=_hidden                       | 127.0.0.1",
                "by=10.0.0.1                                    | 127.0.0.1",
                ";;=;for                                        | 127.0.0.1",
            })
    void forwardedIsReadAsRfc7239WritesIt(String forwarded, String client) {
        assertThat(seenBehindForwarded("Forwarded: " + forwarded).address()).isEqualTo(client);
    }

    @Test
    void aHeaderOfTheKindThatTheProxyDoesNotWriteIsTheClientsOwnAndIgnored() {
        String[] both = {
            "Forwarded: for=1.1.1.1;proto=https;host=one.example",
            "X-Forwarded-For: 2.2.2.2",
            "X-Forwarded-Proto: http",
            "X-Forwarded-Host: two.example"
        };
        assertThat(seen(LOCAL_AND_TEN, both).address()).as("the default").isEqualTo("2.2.2.2");
        assertThat(seen(LOCAL_AND_TEN, both).secure()).isFalse();
        assertThat(seen(LOCAL_AND_TEN, both[0]).address()).isEqualTo("127.0.0.1");
        assertThat(seenBehindForwarded(both).address()).isEqualTo("1.1.1.1");
        assertThat(seenBehindForwarded(both).secure()).isTrue();
        assertThat(seenBehindForwarded(both[1], both[2]).address()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, ::ffff:10.0.0.7, true",
        "::ffff:10.0.0.0/104, 10.0.0.7, true",
        "::ffff:10.0.0.7, ::ffff:a00:7, true",
        "::ffff:10.0.0.0/104, 11.0.0.7, false",
        "::/0, 10.0.0.7, false",
    })
    void anIpv4AddressWrittenAsIpv6IsThatAddress(String trusted, String peer, boolean believed) {
        EngineServer engine = EngineServer.create(o -> o.trustedProxies(trusted));
        try (EngineOnJetty jetty = new EngineOnJetty(engine, JettyOverlay.from(peer))) {
            jetty.openPolling("X-Forwarded-For: 203.0.113.9");
            assertThat(jetty.socket().handshake().address().equals("203.0.113.9"))
                    .isEqualTo(believed);
        }
    }

    @Test
    void theSchemeIsWhatTheProxyTells() {
        assertThat(seen(LOCAL_AND_TEN, "X-Forwarded-Proto: https").secure()).isTrue();
        assertThat(seen(LOCAL_AND_TEN, "X-Forwarded-Proto: http").secure()).isFalse();
        assertThat(seen(LOCAL_AND_TEN, "X-Forwarded-Proto: gopher").secure()).isFalse();
        assertThat(seenBehindForwarded("Forwarded: for=203.0.113.9;proto=HTTPS").secure())
                .isTrue();
        assertThat(seenBehindForwarded("Forwarded: proto=https, for=203.0.113.9;proto=http")
                        .secure())
                .isFalse();
    }

    @Test
    void nobodyIsBelievedByDefaultNorFromAnotherAddress() {
        for (String[] trusted : new String[][] {{}, {"10.0.0.0/8", "128.0.0.0/1", "::/0", "127.0.0.2"}}) {
            EngineRequest request = seen(
                    trusted,
                    "X-Forwarded-For: 203.0.113.9",
                    "X-Forwarded-Proto: https",
                    "Forwarded: for=203.0.113.9;proto=https");
            assertThat(request.address()).isEqualTo("127.0.0.1");
            assertThat(request.secure()).isFalse();
        }
    }

    @Test
    void aProxyMayBeReachedOverIpv6() {
        EngineServer engine = EngineServer.create(o -> o.trustedProxies("fd00::/8"));
        try (EngineOnJetty jetty = new EngineOnJetty(engine, JettyOverlay.from("fd00::5"))) {
            jetty.openPolling("X-Forwarded-For: 203.0.113.9");
            assertThat(jetty.socket().handshake().address()).isEqualTo("203.0.113.9");
        }
    }

    @Test
    void anIpv6AddressHasNoBrackets() {
        EngineServer engine = EngineServer.create(o -> {});
        try (EngineOnJetty jetty = new EngineOnJetty(engine, JettyOverlay.from("2001:db8::5"))) {
            jetty.openPolling();
            assertThat(jetty.socket().handshake().address()).isEqualTo("2001:db8:0:0:0:0:0:5");
        }
    }

    @ParameterizedTest
    @CsvSource({"https, 200", "http, 403"})
    @Tag("feature:1.29")
    void anOriginIsComparedWithItsSchemeWhereAProxyTellsIt(String proto, int status) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.trustedProxies("127.0.0.1"))) {
            assertThat(jetty.handshake(
                                    EngineTransport.POLLING,
                                    "Host: inner:8080",
                                    "Origin: https://chat.example",
                                    "X-Forwarded-Host: chat.example",
                                    "X-Forwarded-Proto: " + proto)
                            .status())
                    .isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://chat.example", "https://chat.example", "https://chat.example:443"})
    void withoutAWordAboutTheSchemeOnlyHostAndPortCount(String origin) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> {})) {
            assertThat(jetty.handshake(EngineTransport.POLLING, "Host: chat.example", "Origin: " + origin)
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "::/129",
                "::ffff:10.0.0.0/95",
                "10.0.0",
                "1",
                "256.0.0.1",
                "a::g"
            })
    void whatIsNoAddressOrNetworkIsRefused(String network) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineServer.create(o -> o.trustedProxies(network)))
                .withMessageContaining("not an address or network");
    }
}
