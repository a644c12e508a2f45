package io.jettio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.handler.AckMode;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.json.JsonException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of handlers that fail: as on the server, but that there is no wider scope than the socket. */
final class HandlerFailureTest {
    private static NodePeer peer;

    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Socket.HandlerFailure> failures = new LinkedBlockingQueue<>();

    @BeforeAll
    static void startPeer() {
        peer = NodePeer.start();
    }

    @AfterAll
    static void stopPeer() {
        peer.close();
    }

    private Socket connect(Consumer<Socket> handlers) {
        return SocketIo.connect(peer.url("/"), options -> {}, socket -> {
            socket.on("answered", answer -> answers.add(answer.json()));
            socket.onError(failures::add);
            handlers.accept(socket);
        });
    }

    @Test
    void ownMapperAnswersBeforeTheSocketsAndTheHookIsToldNevertheless() throws Exception {
        try (Socket socket = connect(ready -> {
            ready.mapErrors(failure -> List.of("socket: " + failure.getMessage()));
            ready.handle(
                    "question",
                    EventHandler.answering(String.class, (String text) -> {
                                throw new IllegalStateException(text);
                            })
                            .mapErrors(failure -> "own".equals(failure.getMessage()) ? List.of("mine", 1) : null));
        })) {
            socket.emit("ask", "own");
            assertThat(Await.next(answers)).isEqualTo("[\"mine\",1]");
            assertThat(Await.next(failures).ackDue()).isFalse();
            socket.emit("ask", "other");
            assertThat(Await.next(answers)).isEqualTo("[\"socket: other\"]");
            assertThat(Await.next(failures).cause()).hasMessage("other");
        }
    }

    @Test
    void lateAnswerThatFailsIsMappedToo() throws Exception {
        try (Socket socket = connect(ready -> {
            ready.mapErrors(failure -> List.of(Map.of("error", String.valueOf(failure.getMessage()))));
            ready.answer("question", String.class, text -> CompletableFuture.failedStage(new RuntimeException(text)));
        })) {
            socket.emit("ask", "late");
            assertThat(Await.next(answers)).isEqualTo("[{\"error\":\"late\"}]");
            assertThat(Await.next(failures).cause()).hasMessage("late");
        }
    }

    @Test
    void argumentThatDoesNotFitIsAFailureWithTheArguments() throws Exception {
        try (Socket socket = connect(ready -> ready.answer("question", int.class, number -> number + 1))) {
            socket.emit("ask", "no number");
            Socket.HandlerFailure failure = Await.next(failures);
            assertThat(failure.cause()).isInstanceOf(JsonException.class);
            assertThat(failure.arguments().json()).isEqualTo("[\"no number\"]");
            assertThat(failure.ackDue()).isTrue();
            socket.emit("ask", 41);
            assertThat(Await.next(answers)).isEqualTo("[42]");
        }
    }

    @Test
    void mapperThatFailsLeavesTheFailureAsItWas() throws Exception {
        try (Socket socket = connect(ready -> {
            ready.mapErrors(failure -> {
                throw new IllegalArgumentException("mapper");
            });
            ready.answer("question", String.class, text -> {
                throw new IllegalStateException(text);
            });
        })) {
            socket.emit("ask", "twice");
            Throwable cause = Await.next(failures).cause();
            assertThat(cause).hasMessage("twice");
            assertThat(cause.getSuppressed()[0]).hasMessage("mapper");
        }
    }

    @Test
    void handlerThatOnlyConfirmsAcknowledgesByItself() throws Exception {
        try (Socket socket = connect(ready -> ready.handle(
                "question", EventHandler.of(String.class, text -> {}).acknowledging(AckMode.ON_SUCCESS)))) {
            socket.emit("ask", "confirm");
            assertThat(Await.next(answers)).isEqualTo("[]");
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void listenerThatFailsElsewhereHasNoArguments() throws Exception {
        try (Socket socket = connect(ready -> ready.onConnect(() -> {
            throw new IllegalStateException("connect");
        }))) {
            Socket.HandlerFailure failure = Await.next(failures);
            assertThat(failure.event()).isEqualTo("connect");
            assertThat(failure.arguments().size()).isZero();
            assertThat(failure.socket()).isSameAs(socket);
        }
    }
}
