package io.jettio.client.internal;

import io.jettio.client.AckException;
import io.jettio.protocol.socketio.Payload;
import java.util.concurrent.CompletableFuture;

/** An ack that somebody waits for. Its future is completed by whoever comes first: answer, timeout, disconnect. */
final class PendingAck {
    private final long id;
    private final String event;
    private final long deadline;
    private final CompletableFuture<Payload> answer = new CompletableFuture<>();

    // Strand: whether the event has been handed to a connection, whose end is then the end of the ack.
    private boolean sent;

    PendingAck(long id, String event, long deadline) {
        this.id = id;
        this.event = event;
        this.deadline = deadline;
    }

    long id() {
        return id;
    }

    /** When it is too late, by the clock of the strand. */
    long deadline() {
        return deadline;
    }

    /** Internal: nobody outside may hang stages on it, since it is completed on the strand. */
    CompletableFuture<Payload> answer() {
        return answer;
    }

    void fail(AckException.Reason reason) {
        if (!answer.isDone()) {
            answer.completeExceptionally(new AckException(event, reason));
        }
    }

    /** Runs something when it has ended, at once where it has; on any thread. */
    void whenOver(Runnable action) {
        var unused = answer.whenComplete((payload, failure) -> action.run());
    }

    boolean isOver() {
        return answer.isDone();
    }

    void markSent() {
        sent = true;
    }

    boolean isSent() {
        return sent;
    }
}
