package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jettio.server.engine.EngineCookie;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineTransport;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The cookie for a proxy's affinity: what it says, when, and that nobody believes it. */
class CookieTest {
    private static final EngineCookie IO = EngineCookie.named("io");

    @Test
    @Tag("feature:1.26")
    void theHandshakeSetsTheSessionIdHttpOnlyAndLax() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cookie(IO))) {
            Answer answer = jetty.handshake(EngineTransport.POLLING);
            assertThat(answer.header("Set-Cookie"))
                    .isEqualTo("io=" + answer.sid() + "; Path=/; HttpOnly; SameSite=Lax");
        }
    }

    @Test
    void the101SetsTheSessionIdToo() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cookie(IO))) {
            RawPeer peer = jetty.peer().webSocket(EngineOnJetty.WEBSOCKET);
            Answer answer = peer.answer();
            assertThat(answer.header("Set-Cookie"))
                    .isEqualTo("io=" + Answer.sid(peer.readText()) + "; Path=/; HttpOnly; SameSite=Lax");
        }
    }

    @Test
    void onlyTheHandshakeSetsIt() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cookie(IO))) {
            String sid = jetty.openPolling();
            assertThat(jetty.post(sid, "4a").all("Set-Cookie")).isEmpty();
            assertThat(jetty.request("GET", EngineOnJetty.POLLING + "&sid=none").all("Set-Cookie"))
                    .isEmpty();
        }
    }

    @Test
    @Tag("feature:1.27")
    void itIsNeverReadBack() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cookie(IO))) {
            String sid = jetty.openPolling();
            Answer answer = jetty.handshake(EngineTransport.POLLING, "Cookie: io=" + sid);
            assertThat(answer.sid()).isNotEqualTo(sid);
            assertThat(jetty.engine().connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void overTlsItIsSecure(EngineTransport transport) {
        EngineServer engine = EngineServer.create(o -> o.cookie(IO));
        try (EngineOnJetty jetty = new EngineOnJetty(engine, JettyOverlay.secure())) {
            assertThat(jetty.handshake(transport).header("Set-Cookie")).endsWith("; HttpOnly; Secure; SameSite=Lax");
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, https, true", "127.0.0.1, http, false", "10.0.0.0/8, https, false"})
    void behindAProxyItIsSecureIfATrustedOneTellsTls(String trusted, String proto, boolean secure) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cookie(IO).trustedProxies(trusted))) {
            String cookie = jetty.handshake(EngineTransport.POLLING, "X-Forwarded-Proto: " + proto)
                    .header("Set-Cookie");
            assertThat(cookie.contains("; Secure")).isEqualTo(secure);
        }
    }

    @Test
    void aHooksCookieHasALineOfItsOwn() {
        try (EngineOnJetty jetty = new EngineOnJetty(o ->
                o.cookie(IO).initialHeaders((headers, request) -> headers.add("Set-Cookie", "theme=dark; Path=/")))) {
            Answer answer = jetty.handshake(EngineTransport.POLLING);
            assertThat(answer.all("Set-Cookie"))
                    .containsExactly("theme=dark; Path=/", "io=" + answer.sid() + "; Path=/; HttpOnly; SameSite=Lax");
        }
    }

    @Test
    @Tag("feature:1.26")
    void everyPartCanBeSet() {
        assertThat(new EngineCookie("id", "/engine.io/", false, "Strict", Duration.ofMinutes(2)).header("x", false))
                .isEqualTo("id=x; Path=/engine.io/; Max-Age=120; SameSite=Strict");
        assertThat(new EngineCookie("id", "/", true, "None", null).header("x", false))
                .as("browsers want Secure beside None")
                .isEqualTo("id=x; Path=/; HttpOnly; Secure; SameSite=None");
    }

    @Test
    void whatCannotStandInACookieIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> EngineCookie.named("a b"));
        assertThatIllegalArgumentException().isThrownBy(() -> EngineCookie.named(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new EngineCookie("a", "/;", true, "Lax", null));
        assertThatIllegalArgumentException().isThrownBy(() -> new EngineCookie("a", "b", true, "Lax", null));
        assertThatIllegalArgumentException().isThrownBy(() -> new EngineCookie("a", "/\r\n", true, "Lax", null));
        assertThatIllegalArgumentException().isThrownBy(() -> new EngineCookie("a", "/", true, "lax", null));
    }
}
