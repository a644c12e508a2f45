package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.SocketIoBench.awaitSent;

import io.jettio.protocol.handler.AckMode;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.internal.fixture.Joined;
import io.jettio.server.internal.fixture.LogWatch;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An ack that goes out by itself behind a handler, in the mode that the handler was given. */
@Tag("feature:3.44")
class AckModeTest {
    @RegisterExtension
    final LogWatch log = new LogWatch();

    private final SocketIoBench bench = new SocketIoBench();
    private final Joined joined = Joined.to(bench);

    @AfterEach
    void close() {
        bench.close();
    }

    private void handle(String event, AckMode mode, EventHandler handler) {
        joined.socket().handle(event, handler.acknowledging(mode));
        joined.socket().onWithAck("next", Integer.class, (number, ack) -> ack.send(number));
        joined.socket().onError(failure -> {});
    }

    private static EventHandler failing() {
        return EventHandler.of(Payload.class, payload -> {
            throw new IllegalStateException("on purpose");
        });
    }

    @Test
    void successIsAcknowledgedWithoutArguments() {
        handle("x", AckMode.ON_SUCCESS, EventHandler.of(Payload.class, payload -> {}));
        joined.peer().receive("421[\"x\",\"hello\"]");
        awaitSent(joined.peer(), "431[]");
    }

    @Test
    void byHandNothingGoesOutByItself() {
        handle("x", AckMode.BY_HAND, EventHandler.of(Payload.class, payload -> {}));
        joined.peer().receive("421[\"x\"]").receive("422[\"next\",2]");
        awaitSent(joined.peer(), "432[2]");
    }

    @Test
    void failureIsNotAcknowledgedOnSuccess() {
        handle("x", AckMode.ON_SUCCESS, failing());
        joined.peer().receive("421[\"x\"]").receive("422[\"next\",2]");
        awaitSent(joined.peer(), "432[2]");
    }

    @Test
    void failureIsAnsweredByAnErrorMapperOnSuccess() {
        handle("x", AckMode.ON_SUCCESS, failing().mapErrors(failure -> List.of("failed")));
        joined.peer().receive("421[\"x\"]");
        awaitSent(joined.peer(), "431[\"failed\"]");
    }

    @Test
    void failureIsAcknowledgedAlways() {
        handle("x", AckMode.ALWAYS, failing());
        joined.peer().receive("421[\"x\"]");
        awaitSent(joined.peer(), "431[]");
    }

    @Test
    void anAnswerOfTheHandlerGoesFirst() {
        handle("x", AckMode.ALWAYS, EventHandler.answering(Integer.class, (Integer number) -> number + 1));
        joined.peer().receive("421[\"x\",1]").receive("422[\"next\",2]");
        awaitSent(joined.peer(), "431[2]", "432[2]");
    }

    @Test
    void aLateAnswerIsWaitedFor() {
        CompletableFuture<String> late = new CompletableFuture<>();
        handle("x", AckMode.ON_SUCCESS, EventHandler.answering(Payload.class, payload -> late));
        joined.peer().receive("421[\"x\"]").receive("422[\"next\",2]");
        awaitSent(joined.peer(), "432[2]");
        late.complete("late");
        awaitSent(joined.peer(), "432[2]", "431[\"late\"]");
    }

    @Test
    void whoDoesNotAskIsNotAnswered() {
        handle("x", AckMode.ALWAYS, EventHandler.of(Payload.class, payload -> {}));
        joined.peer().receive("42[\"x\"]").receive("422[\"next\",2]");
        awaitSent(joined.peer(), "432[2]");
    }
}
