package io.jettio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.server.engine.EngineOptionsBuilder;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.engine.EngineTransport;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Defaults and bounds of the options of both layers. */
class OptionsTest {
    @Test
    void theDefaultsAreNodes() {
        SocketIoServerOptions options = SocketIoServerOptions.builder().build();

        assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(45));
        assertThat(options.ackTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.maxPendingAcks()).isEqualTo(10_000);
        assertThat(options.maxNamespaces()).isEqualTo(32);
        assertThat(options.maxDynamicNamespaces()).isEqualTo(10_000);
        assertThat(options.cleanupEmptyChildNamespaces())
                .as("unlike Node's: clients choose the names")
                .isTrue();
        assertThat(options.allowedNamespaces()).isEmpty();
        EngineServerOptions engine = options.engine();
        assertThat(engine.path()).isEqualTo("/socket.io/");
        assertThat(engine.pingInterval()).isEqualTo(Duration.ofSeconds(25));
        assertThat(engine.pingTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(engine.upgradeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(engine.writeStallTimeout()).isEqualTo(Duration.ofSeconds(45));
        assertThat(engine.requestTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(engine.transports()).containsExactlyInAnyOrder(EngineTransport.values());
        assertThat(engine.upgradesFrom(EngineTransport.POLLING)).containsExactly(EngineTransport.WEBSOCKET);
        assertThat(engine.upgradesFrom(EngineTransport.WEBSOCKET)).isEmpty();
        assertThat(engine.allowEngineV3()).isFalse();
        assertThat(engine.cors().isSameOriginOnly()).isTrue();
        assertThat(engine.maxQueuedBytes()).isEqualTo(16 << 20);
        assertThat(engine.maxQueuedPackets()).isEqualTo(65_536);
        assertThat(engine.handlerThreads()).isEqualTo(256);
        assertThat(EngineServerOptions.builder().build().path()).isEqualTo("/engine.io/");
    }

    @Test
    void theWriteStallTimeoutFollowsTheHeartbeatUnlessItIsSet() {
        Consumer<EngineServerOptions.Builder> heartbeat =
                options -> options.pingInterval(Duration.ofSeconds(3)).pingTimeout(Duration.ofSeconds(4));
        assertThat(EngineServerOptions.of(heartbeat).writeStallTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(EngineServerOptions.of(
                                heartbeat.andThen(options -> options.writeStallTimeout(Duration.ofSeconds(1))))
                        .writeStallTimeout())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"/chat, /chat/", "/chat/, /chat/", "/, /", "/a/b, /a/b/"})
    void aPathEndsWithASlash(String path, String normalized) {
        assertThat(EngineServerOptions.of(options -> options.path(path)).path()).isEqualTo(normalized);
    }

    @ParameterizedTest
    @CsvSource({"''", "chat", "chat/", "/chat?x", "/chat#x"})
    void aPathThatCannotMatchIsRefused(String path) {
        assertThatThrownBy(() -> EngineServerOptions.of(options -> options.path(path)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"''", "health", "/health?x", "/engine.io", "/engine.io/"})
    void aPathForHealthThatCannotMatchIsRefused(String path) {
        assertThatThrownBy(() -> EngineServerOptions.of(options -> options.health(path)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyIsToldAnythingByDefault() {
        EngineServerOptions options = EngineServerOptions.builder().build();
        assertThat(options.observers()).isEmpty();
        assertThat(options.healthPath()).isEmpty();
        assertThat(options.pingIntervalGrace()).isZero();
    }

    @Test
    void noTransportIsRefusedAndTheSetIsCopied() {
        assertThatThrownBy(() -> EngineServerOptions.of(options -> options.transports(Set.of())))
                .isInstanceOf(IllegalArgumentException.class);
        EngineServerOptions options = EngineServerOptions.builder().build();
        assertThatThrownBy(() -> options.transports().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    static Stream<Arguments> durations() {
        return Stream.<Arguments>of(
                duration("pingInterval", EngineOptionsBuilder::pingInterval),
                duration("pingIntervalGrace", EngineOptionsBuilder::pingIntervalGrace),
                duration("pingTimeout", EngineOptionsBuilder::pingTimeout),
                duration("upgradeTimeout", EngineOptionsBuilder::upgradeTimeout),
                duration("writeStallTimeout", EngineOptionsBuilder::writeStallTimeout),
                duration("requestTimeout", EngineOptionsBuilder::requestTimeout),
                duration("connectTimeout", SocketIoServerOptions.Builder::connectTimeout),
                duration("ackTimeout", SocketIoServerOptions.Builder::ackTimeout));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("durations")
    void aDurationIsFromAMillisecondToADay(String name, Setter<Duration> setter) {
        for (Duration good : new Duration[] {Duration.ofMillis(1), Duration.ofDays(1)}) {
            assertThat(build(builder -> setter.set(builder, good))).isNotNull();
        }
        for (Duration bad : new Duration[] {
            Duration.ofSeconds(-1),
            Duration.ofNanos(999_999),
            Duration.ofDays(1).plusNanos(1),
            Duration.ofSeconds(Long.MAX_VALUE)
        }) {
            assertThatThrownBy(() -> build(builder -> setter.set(builder, bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
        if (name.equals("ackTimeout") || name.equals("pingIntervalGrace")) {
            assertThat(build(builder -> setter.set(builder, Duration.ZERO)))
                    .as("none")
                    .isNotNull();
        } else {
            assertThatThrownBy(() -> build(builder -> setter.set(builder, Duration.ZERO)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    static Stream<Arguments> numbers() {
        return Stream.<Arguments>of(
                number("maxQueuedBytes", EngineOptionsBuilder::maxQueuedBytes),
                number("maxQueuedPackets", EngineOptionsBuilder::maxQueuedPackets),
                number("handlerThreads", EngineOptionsBuilder::handlerThreads),
                number("maxPendingAcks", SocketIoServerOptions.Builder::maxPendingAcks),
                number("maxNamespaces", SocketIoServerOptions.Builder::maxNamespaces));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("numbers")
    void aNumberIsPositive(String name, Setter<Integer> setter) {
        assertThat(build(builder -> setter.set(builder, 1))).isNotNull();
        for (int bad : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> build(builder -> setter.set(builder, bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
    }

    private static SocketIoServerOptions build(Consumer<SocketIoServerOptions.Builder> configure) {
        return SocketIoServerOptions.of(configure);
    }

    private static Arguments duration(String name, Setter<Duration> setter) {
        return Arguments.of(name, setter);
    }

    private static Arguments number(String name, Setter<Integer> setter) {
        return Arguments.of(name, setter);
    }

    /** One of the builder's methods. */
    private interface Setter<T> {
        Object set(SocketIoServerOptions.Builder builder, T value);
    }
}
