package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineTransport;
import io.jettio.server.internal.fixture.SteppedTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code perAddress}: what one address may open, and when it may again. */
class AddressLimitTest {
    private static final String PROXY = "127.0.0.1";

    @ParameterizedTest
    @EnumSource
    void theConnectionTooManyIsAnswered429(EngineTransport transport) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.perAddress(2, 0))) {
            jetty.openPolling();
            jetty.openWebSocket();
            Answer answer = jetty.handshake(transport);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(jetty.engine().connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionThatEndsMakesRoom(EngineTransport transport) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.perAddress(1, 0))) {
            for (int i = 0; i < 3; i++) {
                if (transport == EngineTransport.WEBSOCKET) {
                    jetty.openWebSocket().close();
                } else {
                    assertThat(jetty.post(jetty.openPolling(), "1").status()).isEqualTo(200);
                }
                EngineOnJetty.eventually(
                        () -> assertThat(jetty.engine().connections()).isZero());
            }
        }
    }

    @Test
    void aRefusedOrFailedHandshakeDoesNotCount() {
        try (EngineOnJetty jetty =
                new EngineOnJetty(o -> o.perAddress(1, 0).allowRequest(request -> request.header("x-no") == null))) {
            for (int i = 0; i < 3; i++) {
                assertThat(jetty.handshake(EngineTransport.POLLING, "X-No: 1").status())
                        .isEqualTo(403);
                assertThat(jetty.peer()
                                .send("GET " + EngineOnJetty.WEBSOCKET + " HTTP/1.1\nHost: localhost:3000\n"
                                        + "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n\n")
                                .answer()
                                .status())
                        .isEqualTo(400);
            }
            jetty.openPolling();
            assertThat(jetty.handshake(EngineTransport.POLLING).status()).isEqualTo(429);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked"})
    void aHandshakeWithABodyIsRefusedAndDoesNotCount(String header) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.perAddress(1, 0))) {
            for (int i = 0; i < 3; i++) {
                assertThat(jetty.handshake(EngineTransport.WEBSOCKET, header).status())
                        .isEqualTo(400);
            }
            assertThat(jetty.handshake(EngineTransport.WEBSOCKET).status()).isEqualTo(101);
        }
    }

    @Test
    void anUpgradeIsNoConnectionOfItsOwn() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.perAddress(1, 0))) {
            String sid = jetty.openPolling();
            assertThat(jetty.peer()
                            .webSocket(EngineOnJetty.WEBSOCKET + "&sid=" + sid)
                            .answer()
                            .status())
                    .isEqualTo(101);
        }
    }

    @Test
    void handshakesAreBoundedPerSecondWithABurstOfFourSecondsWorth() {
        SteppedTime time = new SteppedTime();
        try (EngineOnJetty jetty = new EngineOnJetty(time, o -> o.perAddress(0, 3))) {
            for (int i = 0; i < 12; i++) {
                jetty.openPolling();
            }
            assertThat(jetty.handshake(EngineTransport.POLLING).status()).isEqualTo(429);
            time.advance(Duration.ofMillis(350));
            jetty.openPolling();
            assertThat(jetty.handshake(EngineTransport.POLLING).status()).isEqualTo(429);
            time.advance(Duration.ofSeconds(1));
            for (int i = 0; i < 3; i++) {
                jetty.openPolling();
            }
            assertThat(jetty.handshake(EngineTransport.POLLING).status()).isEqualTo(429);
        }
    }

    @Test
    void theAddressIsTheOneThatATrustedProxyTells() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.perAddress(1, 0).trustedProxies(PROXY))) {
            jetty.openPolling("X-Forwarded-For: 203.0.113.1");
            jetty.openPolling("X-Forwarded-For: 203.0.113.2");
            assertThat(jetty.handshake(EngineTransport.POLLING, "X-Forwarded-For: 203.0.113.1")
                            .status())
                    .isEqualTo(429);
        }
    }

    @Test
    void aHeaderThatNobodyVouchesForMakesNoNewAddress() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.perAddress(1, 0))) {
            jetty.openPolling("X-Forwarded-For: 203.0.113.1");
            assertThat(jetty.handshake(EngineTransport.POLLING, "X-Forwarded-For: 203.0.113.2")
                            .status())
                    .isEqualTo(429);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:203.0.113.1", "::FFFF:CB00:7101", "0:0:0:0:0:ffff:203.0.113.1"})
    void anIpv4AddressWrittenAsIpv6IsThatAddress(String mapped) {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.perAddress(1, 0).trustedProxies(PROXY))) {
            jetty.openPolling("X-Forwarded-For: 203.0.113.1");
            assertThat(jetty.handshake(EngineTransport.POLLING, "X-Forwarded-For: " + mapped)
                            .status())
                    .isEqualTo(429);
            jetty.openPolling("X-Forwarded-For: ::ffff:203.0.113.2");
        }
    }

    @Test
    void whoHasTooManyIsNotJudgedByTheApplication() {
        AtomicInteger judged = new AtomicInteger();
        try (EngineOnJetty jetty =
                new EngineOnJetty(o -> o.perAddress(1, 0).allowRequest(request -> judged.incrementAndGet() > 0))) {
            jetty.openPolling();
            assertThat(jetty.handshake(EngineTransport.POLLING).status()).isEqualTo(429);
            assertThat(jetty.handshake(EngineTransport.WEBSOCKET).status()).isEqualTo(429);
            assertThat(judged).hasValue(1);
        }
    }

    @Test
    void ipv6CountsByItsFirst64Bits() {
        try (EngineOnJetty jetty = new EngineOnJetty(o -> o.perAddress(1, 0).trustedProxies(PROXY))) {
            jetty.openPolling("X-Forwarded-For: 2001:db8:0:1::1");
            assertThat(jetty.handshake(EngineTransport.POLLING, "X-Forwarded-For: 2001:db8::1:ffff:1:2:3")
                            .status())
                    .isEqualTo(429);
            jetty.openPolling("X-Forwarded-For: 2001:db8:0:2::1");
        }
    }

    @Test
    void ipv6CountsByItsFirst64BitsWithoutAProxyToo() {
        EngineServer engine = EngineServer.create(o -> o.perAddress(1, 0));
        try (EngineOnJetty jetty = new EngineOnJetty(engine, JettyOverlay.from("2001:db8::5"))) {
            String sid = jetty.openPolling();
            assertThat(jetty.handshake(EngineTransport.POLLING).status()).isEqualTo(429);
            jetty.post(sid, "1");
            jetty.openPolling();
        }
    }
}
