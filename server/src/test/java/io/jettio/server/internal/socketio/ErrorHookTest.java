package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.handler.EventHandler;
import io.jettio.server.Socket.HandlerFailure;
import io.jettio.server.internal.fixture.LogWatch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is told of a failure, and what the client gets. */
class ErrorHookTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final JoinedPeer joined = new JoinedPeer();
    private final List<HandlerFailure> failures = new CopyOnWriteArrayList<>();

    ErrorHookTest() {
        joined.socket.on("x", payload -> {
            throw new IllegalStateException("on purpose");
        });
    }

    @AfterEach
    void close() {
        joined.close();
    }

    @Test
    @Tag("feature:3.46")
    void theNarrowestHookIsToldAndNoOther() {
        joined.bench.io().onError(failure -> joined.told.add("server"));
        joined.receive("42[\"x\"]");
        joined.bench.io().of("/").onError(failure -> joined.told.add("namespace"));
        joined.receive("42[\"x\"]");
        joined.bench.io().of("/other").onError(failure -> joined.told.add("other"));
        joined.socket.onError(failure -> joined.told.add("socket"));
        joined.receive("42[\"x\"]");

        assertThat(joined.told()).containsExactly("server", "namespace", "socket");
    }

    @Test
    @Tag("feature:3.46")
    void theHookGetsSocketEventArgumentsAndWhetherAnAckIsDue() {
        joined.bench.io().onError(failures::add);

        joined.receive("42[\"x\",1,\"a\"]", "420[\"x\"]");

        assertThat(failures).hasSize(2).allSatisfy(failure -> {
            assertThat(failure.socket()).isSameAs(joined.socket);
            assertThat(failure.event()).isEqualTo("x");
            assertThat(failure.cause()).hasMessage("on purpose");
        });
        assertThat(failures.get(0).arguments().json()).isEqualTo("[1,\"a\"]");
        assertThat(failures).extracting(HandlerFailure::ackDue).containsExactly(false, true);
    }

    @Test
    void aMapperTurnsAFailureIntoTheAck() {
        joined.bench.io().onError(failures::add);
        joined.bench.io().mapErrors(failure -> List.of(Map.of("error", String.valueOf(failure.getMessage())), 2));

        joined.receive("427[\"x\"]", "42[\"x\"]");

        assertThat(joined.peer.sent()).containsExactly("437[{\"error\":\"on purpose\"},2]");
        assertThat(failures).extracting(HandlerFailure::ackDue).containsExactly(false, false);
    }

    @Test
    void theMapperOfTheHandlerIsAskedFirstThenTheNamespaceThenTheServer() {
        joined.bench.io().onError(failures::add);
        joined.socket.handle(
                "y",
                EventHandler.answering(String.class, (String text) -> {
                            throw new IllegalArgumentException(text);
                        })
                        .mapErrors(failure -> "handler".equals(failure.getMessage()) ? List.of("by handler") : null));
        joined.bench
                .io()
                .of("/")
                .mapErrors(failure -> "namespace".equals(failure.getMessage()) ? List.of("by namespace") : null);
        joined.bench.io().mapErrors(failure -> "server".equals(failure.getMessage()) ? List.of("by server") : null);

        joined.receive("420[\"y\",\"handler\"]", "421[\"y\",\"namespace\"]", "422[\"y\",\"server\"]", "423[\"y\"]");

        assertThat(joined.peer.sent())
                .containsExactly("430[\"by handler\"]", "431[\"by namespace\"]", "432[\"by server\"]");
        assertThat(failures).extracting(HandlerFailure::ackDue).containsExactly(false, false, false, true);
    }

    @Test
    void anArgumentThatDoesNotFitMayBeMappedToo() {
        joined.bench.io().onError(failures::add);
        joined.bench.io().mapErrors(failure -> List.of(failure.getClass().getSimpleName()));
        joined.socket.answer("n", int.class, n -> n);

        joined.receive("420[\"n\",\"no number\"]", "421[\"n\"]", "422[\"n\",3]");

        assertThat(joined.peer.sent()).containsExactly("430[\"JsonException\"]", "431[\"JsonException\"]", "432[3]");
    }

    @Test
    void aMapperThatThrowsLeavesItToTheNextAndIsNotLost() {
        joined.bench.io().onError(failures::add);
        joined.bench.io().of("/").mapErrors(failure -> {
            throw new IllegalArgumentException("in the mapper");
        });
        joined.bench.io().mapErrors(failure -> List.of("by server"));

        joined.receive("427[\"x\"]");

        assertThat(joined.peer.sent()).containsExactly("437[\"by server\"]");
        assertThat(failures.get(0).cause().getSuppressed())
                .singleElement()
                .satisfies(suppressed -> assertThat(suppressed).hasMessage("in the mapper"));
    }

    @Test
    void aLateAnswerThatFailsIsMapped() {
        joined.bench.io().onError(failures::add);
        joined.bench.io().mapErrors(failure -> List.of(String.valueOf(failure.getMessage())));
        CompletableFuture<String> late = new CompletableFuture<>();
        joined.socket.answer("later", payload -> late);

        joined.receive("420[\"later\"]");
        late.completeExceptionally(new IllegalStateException("too bad"));

        awaitSent(joined.peer, "430[\"too bad\"]");
        eventually(() -> assertThat(failures).hasSize(1));
        assertThat(failures.get(0).cause()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoHasAnsweredAlreadyIsNotAnsweredByAMapper() {
        joined.bench.io().onError(failures::add);
        joined.bench.io().mapErrors(failure -> List.of("mapped"));
        joined.socket.onWithAck("y", (payload, ack) -> {
            ack.send("own");
            throw new IllegalStateException("on purpose");
        });
        joined.receive("420[\"y\"]");
        assertThat(joined.peer.sent()).containsExactly("430[\"own\"]");
    }

    @Test
    void aFailureOfAConnectionListenerReachesTheServersHook() {
        joined.bench.io().onError(failures::add);
        joined.bench.io().onConnection(socket -> {
            throw new IllegalStateException("on purpose");
        });
        joined.bench.join();
        eventually(() -> assertThat(failures).hasSize(1));
        assertThat(failures.get(0).event()).isEqualTo("connection");
        assertThat(failures.get(0).arguments().size()).isZero();
    }
}
