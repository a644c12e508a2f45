package io.jettio.server.internal.socketio;

import io.jettio.common.run.HandlerThreads;
import io.jettio.protocol.TypeRef;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.AckEmitter;
import io.jettio.server.adapter.Cancellable;
import io.jettio.server.adapter.Flags;
import io.jettio.server.engine.OutboundPolicy;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the emitters to one socket have in common, wherever that socket is: flags, futures and calls. */
abstract class TypedEmitter implements AckEmitter {
    private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

    final Flags flags;

    TypedEmitter(Flags flags) {
        this.flags = flags;
    }

    /** The same emitter with other flags. */
    abstract AckEmitter with(Flags value);

    abstract Payload payload(List<? extends @Nullable Object> arguments);

    abstract HandlerThreads threads();

    /** Asks, and has it told how that ended; what gives the wait up. */
    abstract Cancellable ask(String event, Payload arguments, Settled settled);

    static Duration checked(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must be positive and at most a day: " + timeout);
        }
        return timeout;
    }

    @Override
    public final AckEmitter timeout(Duration timeout) {
        return with(flags.withTimeout(checked(timeout)));
    }

    @Override
    public final AckEmitter asVolatile() {
        return with(flags.asVolatile());
    }

    @Override
    public final AckEmitter compress(boolean compress) {
        return with(flags.withCompress(compress));
    }

    @Override
    public final AckEmitter policy(OutboundPolicy policy) {
        return with(flags.withPolicy(Objects.requireNonNull(policy, "policy")));
    }

    @Override
    public final <T> CompletableFuture<@Nullable T> emitAllWithAck(
            String event, Class<T> type, List<? extends @Nullable Object> arguments) {
        return future(event, Objects.requireNonNull(type, "type"), arguments);
    }

    @Override
    public final <T> CompletableFuture<@Nullable T> emitAllWithAck(
            String event, TypeRef<T> type, List<? extends @Nullable Object> arguments) {
        return future(event, type.type(), arguments);
    }

    @Override
    public final <T> @Nullable T callAll(String event, Class<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        return await(event, Objects.requireNonNull(type, "type"), arguments);
    }

    @Override
    public final <T> @Nullable T callAll(String event, TypeRef<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        return await(event, type.type(), arguments);
    }

    private <T> CompletableFuture<@Nullable T> future(
            String event, Type type, List<? extends @Nullable Object> arguments) {
        ReservedEvents.check(event);
        Payload payload = payload(arguments);
        AnswerFuture<@Nullable T> future = new AnswerFuture<>();
        future.onCancel(ask(event, payload, future.settledBy(threads(), event, type))::cancel);
        return future;
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // T is what "type" says, which only the callers' types know
    private <T> @Nullable T await(String event, Type type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        ReservedEvents.check(event);
        CallAnswer answer = new CallAnswer();
        return answer.await(event, type, ask(event, payload(arguments), answer));
    }
}
