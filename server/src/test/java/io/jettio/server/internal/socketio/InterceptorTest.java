package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.Registration;
import io.jettio.server.EventInterceptor.Call;
import io.jettio.server.EventInterceptor.Outcome;
import io.jettio.server.EventRefused;
import io.jettio.server.Socket.HandlerFailure;
import io.jettio.server.internal.fixture.LogWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around the handlers of an event. */
class InterceptorTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final JoinedPeer joined = new JoinedPeer();
    private final List<HandlerFailure> failures = new CopyOnWriteArrayList<>();
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final List<Throwable> seen = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> decision = new CompletableFuture<>();

    InterceptorTest() {
        joined.socket.onError(failures::add);
        joined.socket.on("x", Integer.class, n -> joined.told.add("x " + n));
    }

    @AfterEach
    void close() {
        joined.close();
    }

    private CompletionStage<Outcome> watch(Call call) {
        return call.proceed().whenComplete((outcome, failure) -> {
            if (failure == null) {
                outcomes.add(outcome);
            } else {
                seen.add(failure);
            }
        });
    }

    // ---------------------------------------------------------------- at once

    @Test
    void interceptorsStandAroundTheHandlersServerNamespaceSocket() {
        joined.socket.use(call -> around("socket", call));
        joined.bench.io().of("/").useOnEvents(call -> around("namespace", call));
        joined.bench.io().useOnEvents(call -> around("server", call));
        joined.bench.io().useOnEvents(call -> around("server 2", call));
        joined.bench.io().of("/other").useOnEvents(call -> around("other", call));

        joined.peer.receive("42[\"x\",1]");

        eventually(() -> assertThat(joined.told)
                .containsExactly(
                        "> server x",
                        "> server 2 x",
                        "> namespace x",
                        "> socket x",
                        "x 1",
                        "< socket",
                        "< namespace",
                        "< server 2",
                        "< server"));
    }

    private CompletionStage<Outcome> around(String name, Call call) {
        joined.told.add("> " + name + " " + call.event());
        return call.proceed().whenComplete((outcome, failure) -> joined.told.add("< " + name));
    }

    @Test
    void anInterceptorSeesTheEventItsHandlersItsAckAndItsTime() {
        joined.socket.answer("add", Integer.class, Integer.class, (a, b) -> {
            joined.bench.time().advance(Duration.ofMillis(300));
            return a + b;
        });
        joined.socket.use(call -> {
            joined.told.add(
                    call.event() + call.arguments().json() + call.ackRequested() + (call.socket() == joined.socket));
            return watch(call);
        });

        joined.receive("425[\"add\",1,2]", "42[\"nobody\"]");

        assertThat(joined.told()).containsExactly("add[1,2]truetrue", "nobody[]falsetrue", "end[]falsetrue");
        assertThat(outcomes).extracting(Outcome::handlers).containsExactly(1, 0, 1);
        assertThat(outcomes.get(0).ack()).isEqualTo(List.of(3));
        assertThat(outcomes.get(1).ack()).isNull();
        assertThat(outcomes.get(0).took()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(outcomes.get(1).took()).isLessThan(Duration.ofMillis(300));
        assertThat(joined.peer.sent()).containsExactly("435[3]");
    }

    @Test
    @Tag("feature:3.27")
    void aRefusalReachesTheClientThatWaitsAndNoHandler() {
        Registration strict = joined.socket.use(call -> {
            if (call.event().equals("x")) {
                throw new EventRefused("not now", Map.of("code", 7));
            }
            return call.proceed();
        });

        joined.receive("423[\"x\",1]", "42[\"x\",2]");

        assertThat(joined.peer.sent())
                .containsExactly("433[{\"error\":{\"message\":\"not now\",\"data\":{\"code\":7}}}]");
        assertThat(joined.told()).isEmpty();
        assertThat(failures).extracting(HandlerFailure::ackDue).containsExactly(false, false);
        assertThat(failures).allSatisfy(failure -> assertThat(failure.cause()).isInstanceOf(EventRefused.class));
        strict.remove();
        joined.receive("42[\"x\",3]");
        assertThat(joined.told()).containsExactly("x 3");
    }

    @Test
    void anEventThatIsNotLetThroughIsDroppedWithoutAnAck() {
        joined.socket.use(call -> call.event().equals("x") ? CompletableFuture.completedFuture(null) : call.proceed());
        joined.receive("423[\"x\",1]");
        assertThat(joined.told()).isEmpty();
        assertThat(failures).isEmpty();
        assertThat(joined.peer.sent()).isEmpty();
    }

    @Test
    void anInterceptorThatThrowsIsAFailureOfTheEvent() {
        joined.socket.use(call -> {
            if (call.event().equals("x")) {
                throw new AssertionError("on purpose");
            }
            return call.proceed();
        });
        joined.receive("423[\"x\",1]");
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.cause()).hasMessage("on purpose");
            assertThat(failure.ackDue()).isTrue();
            assertThat(failure.arguments().json()).isEqualTo("[1]");
        });
        assertThat(joined.told()).isEmpty();
    }

    @Test
    void anInterceptorSeesWhatHandlersThrowAndTheHookIsToldOnce() {
        joined.socket.on("y", payload -> {
            throw new IllegalStateException("first");
        });
        joined.socket.on("y", payload -> {
            throw new IllegalStateException("second");
        });
        joined.socket.use(this::watch);

        joined.receive("42[\"y\"]");

        assertThat(seen).singleElement().satisfies(failure -> {
            assertThat(failure).hasMessage("first");
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .satisfies(more -> assertThat(more).hasMessage("second"));
        });
        assertThat(failures).extracting(HandlerFailure::cause).containsExactlyElementsOf(seen);
    }

    @Test
    void anInterceptorMayRecoverFromAFailure() {
        joined.socket.on("y", payload -> {
            throw new IllegalStateException("on purpose");
        });
        joined.socket.use(call -> call.proceed().exceptionally(failure -> {
            joined.told.add("recovered");
            return new Outcome(1, null, Duration.ZERO);
        }));
        joined.receive("42[\"y\"]");
        assertThat(joined.told()).containsExactly("recovered");
        assertThat(failures).isEmpty();
    }

    @Test
    void lettingAnEventThroughTwiceIsAFailure() {
        AtomicReference<Call> kept = new AtomicReference<>();
        joined.socket.use(call -> {
            kept.set(call);
            CompletionStage<Outcome> stage = call.proceed();
            if (call.event().equals("x")) {
                call.proceed();
            }
            return stage;
        });
        joined.receive("42[\"x\",1]");
        assertThat(joined.told()).containsExactly("x 1");
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.cause()).isInstanceOf(IllegalStateException.class));
        assertThatThrownBy(() -> kept.get().proceed()).isInstanceOf(IllegalStateException.class);
    }

    // ---------------------------------------------------------------- later

    private CompletionStage<?> decideLater(Call call) {
        return call.event().equals("x") ? decision.thenCompose(granted -> call.proceed()) : call.proceed();
    }

    @Test
    @Tag("feature:3.27")
    void laterEventsWaitUntilAnInterceptorHasDecided() {
        joined.socket.use(this::decideLater);
        joined.socket.use(this::watch);

        joined.peer.receive("42[\"x\",1]").receive("42[\"end\"]").receive("42[\"x\",2]");
        joined.bench.time().advance(Duration.ofSeconds(1));
        assertThat(joined.told).isEmpty();
        decision.complete(true);

        eventually(() -> assertThat(joined.told).containsExactly("x 1", "end", "x 2"));
        eventually(() -> assertThat(outcomes).hasSize(3));
    }

    @Test
    void aLateRefusalReachesTheClientAndLaterEventsGoOn() {
        joined.socket.use(this::decideLater);
        joined.peer.receive("420[\"x\",1]").receive("42[\"end\"]");
        decision.completeExceptionally(new EventRefused("no"));

        eventually(() -> assertThat(joined.told).containsExactly("end"));
        awaitSent(joined.peer, "430[{\"error\":{\"message\":\"no\"}}]");
        eventually(() -> assertThat(failures).hasSize(1));
    }

    @Test
    void severalInterceptorsMayEachDecideLaterOnTheirOwnThreads() {
        for (int i = 0; i < 3; i++) {
            joined.socket.use(
                    call -> CompletableFuture.supplyAsync(call::proceed).thenCompose(stage -> stage));
        }
        for (int n = 0; n < 300; n++) {
            joined.peer.receive("42" + n + "[\"x\"," + n + "]");
        }
        eventually(() -> assertThat(joined.told).hasSize(300));
        for (int n = 0; n < 300; n++) {
            assertThat(joined.told.get(n)).isEqualTo("x " + n);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void theOutcomeWaitsForAnAnswerThatComesLater() {
        CompletableFuture<String> late = new CompletableFuture<>();
        joined.socket.answer("later", payload -> late);
        joined.socket.use(call -> call.event().equals("later") ? watch(call) : call.proceed());

        joined.receive("420[\"later\"]");
        assertThat(outcomes).as("the lane is not held by an answer").isEmpty();
        late.complete("now");

        eventually(() -> assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.ack()).isEqualTo(List.of("now"))));
    }

    @Test
    void aLateAnswerThatFailsIsSeenAndMappedByItsHandler() {
        CompletableFuture<String> late = new CompletableFuture<>();
        joined.socket.handle(
                "later", EventHandler.answering(String.class, text -> late).mapErrors(failure -> List.of("mapped")));
        joined.socket.use(call -> call.event().equals("later") ? watch(call) : call.proceed());

        joined.receive("420[\"later\"]");
        late.completeExceptionally(new IllegalStateException("on purpose"));

        awaitSent(joined.peer, "430[\"mapped\"]");
        eventually(() -> assertThat(failures).hasSize(1));
        assertThat(seen).hasSize(1);
        assertThat(failures.get(0).cause()).isSameAs(seen.get(0)).hasMessage("on purpose");
        assertThat(failures.get(0).ackDue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theEndDoesNotWaitForAnInterceptorAndItsEventIsDropped(boolean endIsThereBefore) {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(endIsThereBefore ? 1 : 0);
        joined.socket.on("block", payload -> release.await());
        joined.socket.use(call -> {
            if (!call.event().equals("x")) {
                return call.proceed();
            }
            asked.countDown();
            return decision.thenCompose(granted -> watch(call));
        });
        joined.socket.onDisconnect(reason -> joined.told.add("gone"));
        joined.peer.receive("42[\"block\"]").receive("42[\"x\",1]");
        if (!endIsThereBefore) {
            eventually(() -> assertThat(asked.getCount()).isZero());
        }

        joined.peer.closeByPeer();
        release.countDown();

        eventually(() -> assertThat(joined.told).contains("gone"));
        decision.complete(true);
        eventually(() -> assertThat(seen)
                .singleElement()
                .satisfies(failure -> assertThat(failure).isInstanceOf(CancellationException.class)));
        assertThat(joined.told).containsExactly("gone");
        assertThat(failures).isEmpty();
    }
}
