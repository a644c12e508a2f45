package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.jettio.protocol.Frame;
import io.jettio.server.engine.EngineCookie;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the logs of packets show, and what no log shows. */
class PacketLogTest {
    private static final String PACKETS = "TRACE io.jettio.server.packets ";
    private static final String CONTENTS = "TRACE io.jettio.server.contents ";

    @RegisterExtension
    final LogWatch log = new LogWatch();

    /** One session with everything: polling, an upgrade, a refusal, a break of the protocol. */
    private String wholeSession() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.cookie(EngineCookie.named("io")))) {
            jetty.onConnection(socket -> socket.onMessage((Frame message) -> socket.send(message)));
            String sid = jetty.openPolling("Cookie: secret=c00k1e");
            String target = EngineOnJetty.POLLING + "&sid=" + sid;
            jetty.post(sid, "4pass\u001e4word");
            // A poll that comes between the two gets the first alone.
            StringBuilder echoed = new StringBuilder();
            while (echoed.indexOf("4word") < 0) {
                echoed.append(jetty.request("GET", target).body());
            }
            jetty.request("PUT", target, "Cookie: secret=c00k1e", "Content-Length: 0");
            RawPeer peer = jetty.peer().webSocket(EngineOnJetty.WEBSOCKET + "&sid=" + sid, "Cookie: io=" + sid);
            assertThat(peer.answer().status()).isEqualTo(101);
            assertThat(peer.sendText("2probe").readText()).isEqualTo("3probe");
            peer.sendText("5").sendText("4password");
            assertThat(peer.readText()).isEqualTo("4password");
            peer.sendText("9password");
            assertThat(peer.readText()).isNull();
            EngineOnJetty.eventually(
                    () -> assertThat(jetty.engine().connections()).isZero());
            jetty.request("GET", target, "Cookie: secret=c00k1e");
            return sid;
        }
    }

    @Test
    @Tag("feature:6.5")
    void tracingPacketsShowsTypeAndSizeOnly() {
        log.level("io.jettio.server.packets", Level.TRACE);
        wholeSession();
        assertThat(log.lines())
                .anyMatch(line -> line.matches(PACKETS + "sent OPEN of \\d+ bytes"))
                .contains(
                        PACKETS + "received MESSAGE of 4 bytes",
                        PACKETS + "sent MESSAGE of 4 bytes",
                        PACKETS + "received MESSAGE of 8 bytes",
                        PACKETS + "sent MESSAGE of 8 bytes");
        assertThat(log.lines()).noneMatch(line -> line.startsWith(CONTENTS) || line.contains("pass"));
    }

    @Test
    void contentsWantASwitchOfTheirOwn() {
        log.level("io.jettio.server.packets", Level.TRACE);
        log.level("io.jettio.server.contents", Level.TRACE);
        String sid = wholeSession();
        assertThat(log.lines())
                .contains(CONTENTS + "received pass", CONTENTS + "sent word", CONTENTS + "received password");
        assertThat(log.lines()).as("an OPEN packet holds the session id").noneMatch(line -> line.contains(sid));
    }

    @Test
    void noLogShowsSessionIdsCookiesOrContents() {
        log.level("io.jettio", Level.TRACE);
        log.level("io.jettio.server.contents", Level.INFO);
        String sid = wholeSession();
        assertThat(log.lines()).hasSizeGreaterThan(8);
        for (String secret : List.of(sid, "c00k1e", "password")) {
            assertThat(log.lines()).noneMatch(line -> line.contains(secret));
        }
    }

    @Test
    void nothingIsLoggedUnlessItIsSwitchedOn() {
        wholeSession();
        assertThat(log.lines()).isEmpty();
    }
}
