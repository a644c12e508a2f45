package io.jettio.server.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.Cors;
import io.jettio.server.internal.fixture.EngineBench;
import io.jettio.server.internal.fixture.FakeExchange;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which origins are let in, over polling and before a WebSocket's 101 alike, and what CORS headers answers carry. */
class OriginTest {
    private static final String POLLING = "EIO=4&transport=polling";
    private static final String WEB_SOCKET = "EIO=4&transport=websocket";

    @ParameterizedTest
    @CsvSource({
        // origin, host, let in
        "http://example.org, example.org, true",
        "https://example.org, example.org, true",
        "HTTP://EXAMPLE.org, example.ORG, true",
        "http://example.org:80, example.org, true",
        "https://example.org, example.org:443, true",
        "https://example.org:443, example.org:80, true",
        "http://example.org:8080, example.org:8080, true",
        "http://[::1]:3000, [::1]:3000, true",
        "http://[::1], [::1]:80, true",
        "http://example.org:8080, example.org, false",
        "http://example.org, example.org:8080, false",
        "http://evil.org, example.org, false",
        "http://example.org.evil.org, example.org, false",
        "http://evil.org/@example.org, example.org, false",
        "http://example.org@evil.org, example.org, false",
        "example.org, example.org, false",
        "null, example.org, false",
        "'', example.org, false",
        "http://, example.org, false",
    })
    @Tag("feature:1.29")
    void theSameOriginIsTheHostsOwn(String origin, String host, boolean letIn) {
        try (EngineBench bench = new EngineBench()) {
            FakeExchange poll = bench.handle(
                    FakeExchange.get(POLLING).with("Origin", origin).with("Host", host));
            FakeExchange upgrade = bench.handle(
                    FakeExchange.webSocket(WEB_SOCKET).with("Origin", origin).with("Host", host));

            if (letIn) {
                assertThat(poll.status()).isEqualTo(200);
                assertThat(upgrade.isWebSocket()).isTrue();
                assertThat(poll.answerHeaders())
                        .as("no CORS header unless configured")
                        .containsOnlyKeys("Cache-Control");
            } else {
                assertThat(poll.status()).isEqualTo(403);
                assertThat(poll.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
                assertThat(poll.answerHeaders()).containsOnlyKeys("Cache-Control");
                assertThat(upgrade.isWebSocket()).as("refused before the 101").isFalse();
                assertThat(upgrade.status()).isEqualTo(403);
            }
        }
    }

    @Test
    void aRequestWithoutOriginPasses() {
        try (EngineBench bench = new EngineBench()) {
            assertThat(bench.handle(FakeExchange.get(POLLING)).status()).isEqualTo(200);
            assertThat(bench.handle(FakeExchange.webSocket(WEB_SOCKET)).isWebSocket())
                    .isTrue();
        }
    }

    @Test
    void anOriginWithoutAHostToCompareIsRefused() {
        try (EngineBench bench = new EngineBench()) {
            FakeExchange exchange = FakeExchange.get(POLLING).with("Origin", "http://example.org");
            assertThat(bench.handle(exchange.without("Host")).status()).isEqualTo(403);
        }
    }

    @Test
    void aConfiguredOriginIsLetInAndNamedAndNoOther() {
        Cors cors = Cors.origins("https://app.example.org", "http://localhost:8080");
        try (EngineBench bench = new EngineBench(options -> options.cors(cors))) {
            assertThat(open(bench, "https://app.example.org"))
                    .containsEntry("Access-Control-Allow-Origin", "https://app.example.org")
                    .containsEntry("Vary", "Origin")
                    .doesNotContainKey("Access-Control-Allow-Credentials");
            assertThat(open(bench, "http://localhost:8080"))
                    .containsEntry("Access-Control-Allow-Origin", "http://localhost:8080");
            assertThat(bench.handle(FakeExchange.get(POLLING).with("Origin", "http://app.example.org"))
                            .status())
                    .as("another scheme is another origin")
                    .isEqualTo(403);
            assertThat(bench.handle(FakeExchange.get(POLLING).with("Origin", "null"))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void credentialsAreAllowedWhereTheyAreConfigured() {
        Cors cors = Cors.origins("https://app.example.org").withCredentials();
        try (EngineBench bench = new EngineBench(options -> options.cors(cors))) {
            assertThat(open(bench, "https://app.example.org"))
                    .containsEntry("Access-Control-Allow-Origin", "https://app.example.org")
                    .containsEntry("Access-Control-Allow-Credentials", "true");
        }
    }

    @Test
    void anyOriginIsAStarAndNeverReflected() {
        try (EngineBench bench = new EngineBench(options -> options.cors(Cors.anyOrigin()))) {
            assertThat(open(bench, "http://evil.org"))
                    .containsEntry("Access-Control-Allow-Origin", "*")
                    .doesNotContainKey("Access-Control-Allow-Credentials");
        }
    }

    @Test
    void anErrorAnswerCarriesTheHeadersTooSoThatTheScriptCanReadIt() {
        Cors cors = Cors.origins("https://app.example.org");
        try (EngineBench bench = new EngineBench(options -> options.cors(cors))) {
            FakeExchange refused =
                    bench.handle(FakeExchange.get("EIO=9&transport=polling").with("Origin", "https://app.example.org"));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.answerHeaders()).containsEntry("Access-Control-Allow-Origin", "https://app.example.org");
        }
    }

    @Test
    void aPreflightOfAConfiguredOriginIsAnswered() {
        Cors cors = Cors.origins("https://app.example.org").withCredentials();
        try (EngineBench bench = new EngineBench(options -> options.cors(cors))) {
            FakeExchange preflight = bench.handle(FakeExchange.of("OPTIONS", POLLING)
                    .with("Origin", "https://app.example.org")
                    .with("Access-Control-Request-Method", "POST")
                    .with("Access-Control-Request-Headers", "x-token, content-type"));

            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.answerHeaders())
                    .containsEntry("Access-Control-Allow-Origin", "https://app.example.org")
                    .containsEntry("Access-Control-Allow-Methods", "GET,POST")
                    .containsEntry("Access-Control-Allow-Headers", "x-token, content-type")
                    .containsEntry("Access-Control-Allow-Credentials", "true");
            assertThat(bench.core().size()).isZero();
        }
    }

    @Test
    void aPreflightOfAnotherOriginIsRefused() {
        try (EngineBench bench = new EngineBench()) {
            FakeExchange preflight =
                    bench.handle(FakeExchange.of("OPTIONS", POLLING).with("Origin", "http://evil.org"));

            assertThat(preflight.status()).isEqualTo(403);
            assertThat(preflight.answerHeaders()).containsOnlyKeys("Cache-Control");
        }
    }

    @Test
    void aPreflightDoesNotRepeatWhatIsNoHeaderName() {
        try (EngineBench bench = new EngineBench(options -> options.cors(Cors.anyOrigin()))) {
            FakeExchange preflight = bench.handle(FakeExchange.of("OPTIONS", POLLING)
                    .with("Origin", "http://any.org")
                    .with("Access-Control-Request-Headers", "a\r\nSet-Cookie: b=c"));

            assertThat(preflight.answerHeaders()).doesNotContainKey("Access-Control-Allow-Headers");
        }
    }

    private static Map<String, String> open(EngineBench bench, String origin) {
        FakeExchange exchange = bench.handle(FakeExchange.get(POLLING).with("Origin", origin));
        assertThat(exchange.status()).isEqualTo(200);
        return exchange.answerHeaders();
    }
}
