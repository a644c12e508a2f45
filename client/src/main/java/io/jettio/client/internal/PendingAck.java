package io.jettio.client.internal;

import io.jettio.client.AckException;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.protocol.socketio.Payload;
import java.util.concurrent.CompletableFuture;

/** An ack that somebody waits for. Its future is completed by whoever comes first: answer, timeout, disconnect. */
final class PendingAck {
    private final long id;
    private final String event;
    private final CompletableFuture<Payload> answer = new CompletableFuture<>();
    private volatile Strand.Timer timer = () -> {};

    // Strand: whether the event has been handed to a connection, whose end is then the end of the ack.
    private boolean sent;

    PendingAck(long id, String event) {
        this.id = id;
        this.event = event;
    }

    long id() {
        return id;
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

    void timer(Strand.Timer value) {
        timer = value;
        if (answer.isDone()) {
            value.cancel();
        }
    }

    void cancelTimer() {
        timer.cancel();
    }

    void markSent() {
        sent = true;
    }

    boolean isSent() {
        return sent;
    }
}
