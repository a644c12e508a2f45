package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.hooks.Answer;
import io.jettio.server.hooks.RawPeer;
import io.jettio.server.internal.fixture.Eventually;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that comes byte by byte ends with its session, or at once where it has none; mounted or alone. */
class SlowBodyTest {
    /** Seconds of the ping interval and the ping timeout. */
    private static final int HEARTBEAT = 45;

    @Nested
    class Mounted extends Rules {
        @RegisterExtension
        static final WitnessedEngine SERVER =
                WitnessedEngine.mounted(options -> {}).stepped();

        @Override
        WitnessedEngine server() {
            return SERVER;
        }
    }

    @Nested
    class Alone extends Rules {
        @RegisterExtension
        static final WitnessedEngine SERVER =
                WitnessedEngine.alone(options -> {}).stepped();

        @Override
        WitnessedEngine server() {
            return SERVER;
        }
    }

    /** The same for both. */
    abstract static class Rules {
        abstract WitnessedEngine server();

        private RawPeer begun(String method, String target, String... headers) {
            return server().peer()
                    .send(method + " " + target + " HTTP/1.1\nHost: localhost\n" + String.join("\n", headers) + "\n\n");
        }

        /** Each of these bodies would go on for minutes. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Length: 10000",
                    "Transfer-Encoding: chunked\n\n2710\n4\nX-Ignored: x",
                })
        void bodyThatComesByteByByteEndsWithItsSession(String body) {
            String target = server().open();
            RawPeer slow = server().peer();
            slow.send("POST " + target + " HTTP/1.1\nHost: localhost\n" + body + "\n\n");
            assertThat(server().drip(slow, "4")).isGreaterThanOrEqualTo(HEARTBEAT);
            assertThat(slow.readToEnd()).startsWith("HTTP/1.1 400 ");
            assertThat(server().get(target).body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        }

        @Test
        void bodyThatStopsEndsWithItsSession() {
            String target = server().open();
            RawPeer slow = begun("POST", target, "Content-Length: 10");
            assertThat(server().drip(slow, "")).isGreaterThanOrEqualTo(HEARTBEAT);
            assertThat(slow.readToEnd()).startsWith("HTTP/1.1 400 ");
            assertThat(server().get(target).status()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"POST", "GET", "PUT", "DELETE", "OPTIONS"})
        void bodyForNobodyIsNotWaitedFor(String method) {
            RawPeer slow = begun(method, WitnessedEngine.POLLING + "&sid=nobody", "Content-Length: 10000");
            server().drip(slow, "4");
            assertThat(slow.readToEnd()).matches("(?s)HTTP/1\\.1 (400|403|204) .*");
        }

        @Test
        void bodyOfAHandshakeIsNotWaitedFor() {
            RawPeer slow = begun("GET", WitnessedEngine.POLLING, "Content-Length: 10000");
            server().drip(slow, "4");
            assertThat(slow.readToEnd()).startsWith("HTTP/1.1 200 ").contains("0{\"sid\"");
        }

        @Test
        void bodyOfAPollIsNotWaitedFor() {
            RawPeer slow = begun("GET", server().open(), "Content-Length: 10000");
            server().drip(slow, "4");
            assertThat(slow.readToEnd()).startsWith("HTTP/1.1 200 ").contains("\r\n\r\n2");
        }

        @Test
        void twoHundredSlowBodiesAreGoneTogether() {
            List<RawPeer> slow = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String target = WitnessedEngine.POLLING + "&sid="
                        + server().get(WitnessedEngine.POLLING).sid();
                slow.add(begun("POST", target, "Content-Length: 10\n\n4"));
            }
            for (RawPeer peer : slow) {
                server().drip(peer, "");
                assertThat(peer.readToEnd()).startsWith("HTTP/1.1 400 ");
            }
        }

        @Test
        void announcedBodyOverTheLimitIsRefusedAndTheConnectionEnds() {
            RawPeer slow = begun("POST", server().open(), "Content-Length: 1000001");
            server().drip(slow, "4");
            assertThat(slow.readToEnd()).startsWith("HTTP/1.1 413 ");
        }

        /** A connection that is closed before its bytes are read is reset, and its answer with it. */
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void answerBeforeTheBodyIsNotLostWhenTheBodyComes(boolean known) {
            String target = known ? server().open() : WitnessedEngine.POLLING + "&sid=nobody";
            RawPeer late = begun("POST", target, "Content-Length: 1000001");
            Eventually.eventually(() -> assertThat(late.hasAnswer()).isTrue());
            for (int sent = 0; sent < 10; sent++) {
                late.send("4".repeat(100_000));
                server().witness().echoes();
            }
            assertThat(late.send("4").answer().status()).isEqualTo(known ? 413 : 400);
        }

        @Test
        void expectationIsNotMetForABodyOverTheLimit() {
            RawPeer slow = begun("POST", server().open(), "Content-Length: 1000001", "Expect: 100-continue");
            Answer answer = slow.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(slow.readToEnd()).isEmpty();
        }
    }
}
