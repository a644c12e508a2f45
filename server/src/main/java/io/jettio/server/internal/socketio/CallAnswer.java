package io.jettio.server.internal.socketio;

import io.jettio.common.run.FlushScope;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckException;
import io.jettio.server.adapter.Cancellable;
import java.lang.reflect.Type;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Releases a waiting thread directly. */
final class CallAnswer implements Settled {
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Payload answer;
    private volatile AckException.Reason failure = AckException.Reason.TIMEOUT;

    @Override
    public void ended(@Nullable Payload arguments, AckException.Reason reason) {
        failure = reason;
        answer = arguments;
        ended.countDown();
    }

    /** Waits for the answer. An interruption gives up. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // T is what "type" says, which only the callers' types know
    <T> @Nullable T await(String event, Type type, Cancellable giveUp) throws InterruptedException {
        // What this handler sent before must be on its way before it waits.
        FlushScope.flushNow();
        try {
            ended.await();
        } catch (InterruptedException e) {
            giveUp.cancel();
            throw e;
        }
        Payload arguments = answer;
        if (arguments == null) {
            throw new AckException(event, failure);
        }
        return AnswerFuture.<@Nullable T>first(arguments, type);
    }
}
