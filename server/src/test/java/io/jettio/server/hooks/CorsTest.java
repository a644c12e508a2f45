package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.jettio.server.engine.Cors;
import io.jettio.server.engine.EngineTransport;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come from where, and what a browser is told. The server is {@code localhost:3000}. */
class CorsTest {
    private static final String GOOD = "https://good.example";

    static Stream<Arguments> policies() {
        Cors list = Cors.origins(GOOD, "HTTP://Other.example:8080");
        Cors pattern = Cors.matching(Pattern.compile("https://[a-z]+\\.good\\.example"));
        return Stream.of(
                Arguments.of(Cors.sameOrigin(), "http://localhost:3000", true, null),
                Arguments.of(Cors.sameOrigin(), "http://localhost:3001", false, null),
                Arguments.of(Cors.sameOrigin(), GOOD, false, null),
                Arguments.of(Cors.sameOrigin(), "null", false, null),
                Arguments.of(list, GOOD, true, GOOD),
                Arguments.of(list, "http://other.example:8080", true, "http://other.example:8080"),
                Arguments.of(list, "http://other.example", false, null),
                Arguments.of(list, "http://good.example", false, null),
                Arguments.of(list, GOOD + ".evil.example", false, null),
                Arguments.of(list, "http://localhost:3000", true, null),
                Arguments.of(list, "null", false, null),
                Arguments.of(pattern, "https://a.good.example", true, "https://a.good.example"),
                Arguments.of(pattern, "https://a.good.example.evil.example", false, null),
                Arguments.of(pattern, "https://evil.example/https://a.good.example", false, null),
                Arguments.of(Cors.accepting(origin -> origin.endsWith("7")), "http://x:7", true, "http://x:7"),
                Arguments.of(Cors.accepting(origin -> origin.endsWith("7")), "http://x:8", false, null),
                Arguments.of(Cors.anyOrigin(), "https://whoever.example", true, "*"),
                Arguments.of(Cors.anyOrigin(), "null", false, null));
    }

    @ParameterizedTest(name = "{1} {2} {3}")
    @MethodSource("policies")
    @Tag("feature:1.28")
    void anOriginIsLetInOrNotOverBothTransports(Cors cors, String origin, boolean letIn, String allowed) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cors(cors))) {
            for (EngineTransport transport : EngineTransport.values()) {
                Answer answer = jetty.handshake(transport, "Origin: " + origin);
                if (letIn) {
                    assertThat(answer.status()).isEqualTo(transport == EngineTransport.POLLING ? 200 : 101);
                    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(allowed);
                    assertThat(answer.header("Access-Control-Allow-Credentials"))
                            .isNull();
                    assertThat(answer.header("Vary"))
                            .isEqualTo(allowed == null || allowed.equals("*") ? null : "Origin");
                } else {
                    assertThat(answer.status()).isEqualTo(403);
                    assertThat(answer.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "https://evil.example"})
    void aRefusalNamesNoOriginThatScriptsCouldReadItFrom(String origin) {
        for (Cors cors : List.of(Cors.sameOrigin(), Cors.origins(GOOD).withCredentials())) {
            try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cors(cors))) {
                Answer answer = jetty.handshake(EngineTransport.POLLING, "Origin: " + origin);
                assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
                assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
            }
        }
    }

    @Test
    void originNullIsNeverReflected() {
        try (EngineOnJetty jetty =
                new EngineOnJetty(o -> o.cors(Cors.accepting(origin -> true).withCredentials()))) {
            Answer answer = jetty.handshake(EngineTransport.POLLING, "Origin: null");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoSendsNoOriginIsNoBrowserAndPasses(EngineTransport transport) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cors(Cors.origins(GOOD)))) {
            Answer answer = jetty.handshake(transport);
            assertThat(answer.status()).isEqualTo(transport == EngineTransport.POLLING ? 200 : 101);
            assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
        }
    }

    @Test
    @Tag("feature:1.28")
    void credentialsAndExposedHeadersAreToldOnEveryAnswer() {
        Cors cors = Cors.origins(GOOD).withCredentials().exposedHeaders("X-A", "X-B");
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cors(cors))) {
            Answer handshake = jetty.handshake(EngineTransport.POLLING, "Origin: " + GOOD);
            Answer refused = jetty.request("GET", "/engine.io/", "Origin: " + GOOD);
            for (Answer answer : List.of(handshake, refused)) {
                assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(GOOD);
                assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
                assertThat(answer.header("Access-Control-Expose-Headers")).isEqualTo("X-A,X-B");
            }
        }
    }

    @Test
    @Tag("feature:1.28")
    void aPreflightIsGrantedTheHeadersThatItAsksFor() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cors(Cors.origins(GOOD)))) {
            Answer answer = preflight(jetty, GOOD);
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(GOOD);
            assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET,POST");
            assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("x-one, x-two");
            assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("7200");
            assertThat(jetty.engine().connections()).isZero();
        }
    }

    @Test
    void aPreflightIsGrantedTheListedHeadersWhereThereIsAList() {
        Cors cors = Cors.anyOrigin().allowedHeaders("X-Token").maxAge(Duration.ofMinutes(10));
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cors(cors))) {
            Answer answer = preflight(jetty, "https://whoever.example");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("X-Token");
            assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("600");
        }
    }

    @Test
    void aPreflightOfAForeignOriginIsForbidden() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cors(Cors.origins(GOOD)))) {
            Answer answer = preflight(jetty, "https://evil.example");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Access-Control-Allow-Methods")).isNull();
            assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
        }
    }

    private static Answer preflight(EngineOnJetty jetty, String origin) {
        return jetty.request(
                "OPTIONS",
                EngineOnJetty.POLLING,
                "Origin: " + origin,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: x-one, x-two");
    }

    @Test
    void credentialsWantNamedOrigins() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Cors.anyOrigin().withCredentials())
                .withMessageContaining("named origins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"good.example", "https://good.example/", "https://", "*", "https://a b", ""})
    void whatABrowserWouldNotSendIsNoOrigin(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cors.origins(origin))
                .withMessageContaining("not an origin");
    }
}
