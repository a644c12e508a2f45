package io.jettio.server.internal.socketio;

import io.jettio.common.GuardedBy;
import io.jettio.common.run.Lane;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.EventInterceptor;
import io.jettio.server.EventInterceptor.Outcome;
import io.jettio.server.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An event with interceptors around its handlers. Each runs on the lane. Where one lets the event through before it
 * returns, the next runs inside it; where it does so later, the lane holds until then, and the next runs as the lane's
 * next task.
 */
final class InterceptedEvent {
    private final DefaultSocket socket;
    private final EventPacket event;
    private final EventInterceptor[] interceptors;
    private final SentAck ack;
    private final long began;
    private int called; // handlers; only on the lane, until they have returned

    /** Who runs interceptors and handlers of this event at this moment. */
    private volatile @Nullable Thread runner;

    private @Nullable Step last; // only on the lane

    InterceptedEvent(
            DefaultSocket socket, EventPacket event, EventInterceptor[] interceptors, Repeats.@Nullable First first) {
        this.socket = socket;
        this.event = event;
        this.interceptors = interceptors;
        this.ack = SentAck.remembering(socket, event.id(), first);
        this.began = now();
    }

    private long now() {
        return socket.namespace().server().engineCore().deadlines().now();
    }

    /** Called on the lane. */
    void begin() {
        onLane(() -> {
            CompletionStage<?> unused = advance(0).whenComplete((outcome, failure) -> {
                if (failure != null) {
                    ended(Failures.unwrapped(failure));
                } else if (called == 0) {
                    ack.undone(); // it was dropped, or nobody handles it
                }
            });
        });
    }

    private void ended(Throwable failure) {
        ack.undone();
        if (failure instanceof CancellationException && !socket.connected()) {
            return; // nobody refused it; it came too late
        }
        inTurn(() -> Failures.ofEvent(socket, event, ack, null, failure));
    }

    /** Runs something on the lane: at once if this is the lane. */
    private void inTurn(Runnable work) {
        if (Thread.currentThread() == runner) {
            work.run();
        } else {
            socket.lane().add(work);
        }
    }

    /** Runs on the lane what may go on at once, and holds the lane if the rest has to wait for an interceptor. */
    private void onLane(Runnable work) {
        for (Runnable next = work; next != null; ) {
            last = null;
            runner = Thread.currentThread();
            try {
                next.run();
            } finally {
                runner = null;
            }
            Step waiting = last;
            next = waiting == null ? null : waiting.leave();
        }
    }

    /** On the lane: the next interceptor, or behind the last the handlers. */
    private CompletableFuture<Outcome> advance(int index) {
        if (index == interceptors.length) {
            last = null;
            return callHandlers();
        }
        Step step = new Step(index);
        last = step;
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        try {
            CompletionStage<?> unused = Objects.requireNonNull(
                            interceptors[index].intercept(step), "the stage of an interceptor")
                    .whenComplete((done, failure) -> {
                        step.ended();
                        complete(result, failure);
                    });
        } catch (Exception | Error e) {
            step.ended();
            complete(result, e);
        }
        return result;
    }

    private void complete(CompletableFuture<Outcome> result, @Nullable Throwable failure) {
        if (failure == null) {
            result.complete(outcome());
        } else {
            result.completeExceptionally(Failures.unwrapped(failure));
        }
    }

    private Outcome outcome() {
        return new Outcome(called, ack.sent(), Duration.ofNanos(now() - began));
    }

    private CompletableFuture<Outcome> callHandlers() {
        List<CompletableFuture<?>> late = new ArrayList<>(1);
        List<Throwable> failures = new ArrayList<>(1);
        Observed observed = socket.observed();
        long handlersBegan = observed == null ? 0 : observed.now();
        HandlerTable handlers = socket.handlers();
        for (HandlerTable.Entry entry : handlers.entries()) {
            if (handlers.takes(entry, event.event())) {
                called++;
                call(entry.handler, late, failures);
            }
        }
        if (observed != null) {
            observed.handled(event.event(), called, handlersBegan);
        }
        CompletableFuture<Outcome> result = new CompletableFuture<>();
        CompletableFuture<?> unused = CompletableFuture.allOf(late.toArray(new CompletableFuture<?>[0]))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        failures.add(Failures.unwrapped(failure));
                    }
                    complete(result, joined(failures));
                });
        return result;
    }

    private void call(EventHandler handler, List<CompletableFuture<?>> late, List<Throwable> failures) {
        try {
            CompletionStage<?> stage = handler.handle(event.arguments(), ack);
            if (stage != null) {
                late.add(settled(stage, handler));
            }
        } catch (Exception | Error e) {
            Failures.answer(ack, handler.errorMapper(), e);
            failures.add(e);
        }
    }

    /** A late answer; its failure is offered to the handler's mapper first, on the lane. */
    private CompletableFuture<?> settled(CompletionStage<?> stage, EventHandler handler) {
        CompletableFuture<@Nullable Void> settled = new CompletableFuture<>();
        CompletionStage<?> unused = stage.whenComplete((done, failure) -> {
            if (failure == null) {
                settled.complete(null);
                return;
            }
            Throwable cause = Failures.unwrapped(failure);
            inTurn(() -> {
                Failures.answer(ack, handler.errorMapper(), cause);
                settled.completeExceptionally(cause);
            });
        });
        return settled;
    }

    private static @Nullable Throwable joined(List<Throwable> failures) {
        if (failures.isEmpty()) {
            return null;
        }
        Throwable first = failures.get(0);
        for (Throwable other : failures.subList(1, failures.size())) {
            if (other != first) {
                first.addSuppressed(other);
            }
        }
        return first;
    }

    /** One interceptor's turn. */
    private final class Step implements EventInterceptor.Call {
        private final int index;

        /** Whether it has let the event through, or its stage has completed without. */
        @GuardedBy("this")
        private boolean decided;

        /** What goes on, where it was decided on another thread while the lane was still with the interceptor. */
        @GuardedBy("this")
        private @Nullable Runnable goesOn;

        /** Where the lane waits for it. */
        @GuardedBy("this")
        private Lane.@Nullable Hold hold;

        Step(int index) {
            this.index = index;
        }

        @Override
        public Socket socket() {
            return socket;
        }

        @Override
        public String event() {
            return event.event();
        }

        @Override
        public Payload arguments() {
            return event.arguments();
        }

        @Override
        public boolean ackRequested() {
            return ack.isRequested();
        }

        @Override
        public CompletionStage<Outcome> proceed() {
            boolean inside = Thread.currentThread() == runner;
            CompletableFuture<Outcome> result = new CompletableFuture<>();
            Lane.Hold waiting;
            synchronized (this) {
                if (decided) {
                    throw new IllegalStateException("\"" + event.event() + "\" was let through or ended before");
                }
                decided = true;
                waiting = hold;
                if (!inside && waiting == null) {
                    goesOn = () -> proceedOnLane(result);
                }
            }
            if (inside) {
                return advance(index + 1);
            }
            if (waiting != null) {
                waiting.resume(new Lane.Task() {
                    @Override
                    protected void run() {
                        onLane(() -> proceedOnLane(result));
                    }
                });
            }
            return result;
        }

        private void proceedOnLane(CompletableFuture<Outcome> result) {
            if (socket.hasDeparted()) {
                result.completeExceptionally(new CancellationException("the socket was disconnected"));
                return;
            }
            CompletionStage<?> unused = advance(index + 1).whenComplete((outcome, failure) -> {
                if (failure == null) {
                    result.complete(outcome);
                } else {
                    result.completeExceptionally(Failures.unwrapped(failure));
                }
            });
        }

        /** Its stage has completed: if it has not let the event through, it does not reach the handlers. */
        void ended() {
            Lane.Hold waiting;
            synchronized (this) {
                if (decided) {
                    return;
                }
                decided = true;
                waiting = hold;
            }
            if (waiting != null) {
                waiting.release();
            }
        }

        /** On the lane, which has nothing more to do here: what goes on at once, or null where it holds or is done. */
        synchronized @Nullable Runnable leave() {
            if (!decided) {
                hold = socket.lane().hold();
                if (!socket.isJoined()) {
                    socket.lane().breakHold(); // the end came before there was a hold to break
                }
                return null;
            }
            return goesOn;
        }
    }
}
