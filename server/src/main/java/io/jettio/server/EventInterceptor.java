package io.jettio.server;

import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Stands around the handlers of an event: lets it through or refuses it, now or later, and sees how it went.
 *
 * <pre>{@code
 * socket.use(call -> {
 *     if (call.arguments().size() > 3) {
 *         throw new EventRefused("too many arguments");
 *     }
 *     return call.proceed();
 * });
 * io.useOnEvents(call -> call.proceed().whenComplete((outcome, failure) -> meter.count(call.event(), failure == null)));
 * io.useOnEvents(call -> permissions.ask(call.socket().id()).thenCompose(granted -> call.proceed()));
 * }</pre>
 *
 * Those of the server come first, then those of the namespace, then those of the socket, each kind in the order in which
 * they were added. They run on the socket's lane. While one has neither called {@link Call#proceed} nor ended, the
 * socket's next events wait, but no thread does; where the socket is disconnected meanwhile, its event is dropped.
 */
@FunctionalInterface
public interface EventInterceptor {
    /**
     * Called once for each event.
     *
     * @param call the event
     * @return what {@link Call#proceed} returned, or a stage that hangs on it. A stage that completes normally without
     *     it drops the event; no ack is sent. One that fails is treated like a failure of a handler, that of
     *     {@code proceed} included; one that recovers from it hides it from the error hook
     * @throws EventRefused to refuse with a message and data that a client which waits for an ack gets
     * @throws Exception whatever goes wrong; the handlers are not called, the error hook is told
     */
    CompletionStage<?> intercept(Call call) throws Exception;

    /** An event on its way to its handlers. Not for implementation by applications. */
    interface Call {
        /**
         * {@return the socket}
         */
        Socket socket();

        /**
         * {@return the event's name}
         */
        String event();

        /**
         * {@return the event's arguments}
         */
        Payload arguments();

        /**
         * {@return whether the client waits for an ack}
         */
        boolean ackRequested();

        /**
         * Lets the event through: to the next interceptor, and after the last to the handlers. Called on the lane, it
         * returns when the handlers have; called on another thread, it returns at once and the handlers run on the lane.
         *
         * @return completes when all handlers have returned and the stages of their answers have completed; exceptionally
         *     with what a handler threw (further ones suppressed in it) or its stage failed with, or what an interceptor
         *     behind this one refused it with; with {@link java.util.concurrent.CancellationException} if the socket was
         *     disconnected before its handlers could run
         * @throws IllegalStateException if it was called before, or after the interceptor's own stage has completed
         */
        CompletionStage<Outcome> proceed();
    }

    /**
     * How an event went.
     *
     * @param handlers how many handlers got it; 0 where nobody handles this event
     * @param ack the arguments of the ack if one was sent by then, else null
     * @param took how long it took from the first interceptor on, without its time in the queue before
     */
    record Outcome(int handlers, @Nullable List<? extends @Nullable Object> ack, Duration took) {}
}
