package io.jettio.server.internal.engine;

import io.jettio.common.run.HandlerThreads;
import io.jettio.protocol.Frame;
import io.jettio.server.engine.ConnectionError.Context;
import io.jettio.server.engine.EngineErrorCode;
import io.jettio.server.engine.EngineMiddleware;
import io.jettio.server.engine.EngineRequest;
import io.jettio.server.engine.HeaderHook;
import io.jettio.server.engine.RequestHooks;
import io.jettio.server.engine.RequestRefused;
import io.jettio.server.engine.ResponseHeaders;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Leads a request through the application's hooks, on handler threads: middlewares, headers, and for a handshake the
 * check. Without hooks it costs nothing and stays on the carrier's thread.
 */
final class RequestGate {
    /** What comes after the hooks. */
    interface Continuation {
        void proceed(Exchange exchange);
    }

    private final RequestHooks hooks;
    private final HandlerThreads threads;
    private final InputLog log;

    RequestGate(RequestHooks hooks, HandlerThreads threads, InputLog log) {
        this.log = log;
        this.hooks = hooks;
        this.threads = threads;
    }

    /** Every request passes here first. */
    void enter(Exchange exchange, Continuation then) {
        if (hooks.middlewares().isEmpty() && hooks.headers().isEmpty()) {
            proceed(exchange, then);
        } else {
            onHandlerThread(exchange, () -> new Passage(exchange, then).pass(0));
        }
    }

    private static void proceed(Exchange exchange, Continuation then) {
        try {
            then.proceed(exchange);
        } catch (RuntimeException | Error e) {
            exchange.failed(e);
        }
    }

    private void onHandlerThread(Exchange exchange, Runnable work) {
        if (!threads.offer(work)) {
            exchange.shuttingDown();
        }
    }

    /** A handshake that is well-formed passes here before its session is opened. */
    void admit(Exchange exchange, Continuation then) {
        if (hooks.allowRequest().isEmpty()
                && hooks.initialHeaders().isEmpty()
                && hooks.generateId().isEmpty()) {
            then.proceed(exchange);
        } else {
            onHandlerThread(exchange, () -> check(exchange, then));
        }
    }

    private void check(Exchange exchange, Continuation then) {
        if (hooks.allowRequest().isEmpty()) {
            admitted(exchange, then);
            return;
        }
        try {
            // The dependent stage reports its own failure through the exchange.
            var unused = hooks.allowRequest()
                    .get()
                    .allows(exchange.request())
                    .whenComplete((allowed, failure) -> onHandlerThread(exchange, () -> {
                        if (failure != null) {
                            refuse(exchange, failure);
                        } else if (allowed != null && allowed) {
                            admitted(exchange, then);
                        } else {
                            exchange.refuse(EngineErrorCode.FORBIDDEN, Context.NOT_ALLOWED);
                        }
                    }));
        } catch (Exception | Error e) {
            refuse(exchange, e);
        }
    }

    private void refuse(Exchange exchange, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RequestRefused refusal) {
            exchange.refuse(EngineErrorCode.FORBIDDEN, String.valueOf(refusal.getMessage()), Context.NOT_ALLOWED);
        } else {
            log.error("the check of handshakes failed; the handshake is refused", cause);
            exchange.refuse(EngineErrorCode.FORBIDDEN, Context.NOT_ALLOWED);
        }
    }

    private void admitted(Exchange exchange, Continuation then) {
        hooks.initialHeaders().ifPresent(hook -> call(hook, exchange));
        proceed(exchange, then);
    }

    private void call(HeaderHook hook, Exchange exchange) {
        ResponseHeaders headers = new ResponseHeaders().addAll(exchange.hooked());
        try {
            hook.onHeaders(headers, exchange.request());
            exchange.hooked(headers);
        } catch (Exception | Error e) {
            log.error("a header hook failed", e);
        }
    }

    /** One request on its way through the middlewares. */
    private final class Passage {
        private final Exchange exchange;
        private final Continuation then;
        private final List<EngineMiddleware> middlewares = hooks.middlewares();

        Passage(Exchange exchange, Continuation then) {
            this.exchange = exchange;
            this.then = then;
        }

        void pass(int index) {
            if (index == middlewares.size()) {
                answered(then);
                return;
            }
            Step step = new Step(index);
            try {
                middlewares.get(index).handle(step);
            } catch (Exception | Error e) {
                log.error("an engine middleware failed; the request is refused", e);
                if (step.decide()) {
                    answered(failed -> failed.refuse(EngineErrorCode.BAD_REQUEST, Context.MIDDLEWARE_FAILURE));
                }
            }
        }

        /** Whoever gives the answer: it gets the headers that every answer gets. */
        private void answered(Continuation by) {
            hooks.headers().ifPresent(hook -> call(hook, exchange));
            RequestGate.proceed(exchange, by);
        }

        private final class Step implements EngineMiddleware.Exchange {
            private final int index;
            private final AtomicBoolean decided = new AtomicBoolean();

            Step(int index) {
                this.index = index;
            }

            boolean decide() {
                return decided.compareAndSet(false, true);
            }

            @Override
            public EngineRequest request() {
                return exchange.request();
            }

            @Override
            public ResponseHeaders headers() {
                return exchange.hooked();
            }

            @Override
            public void next() {
                if (decide()) {
                    pass(index + 1);
                }
            }

            @Override
            public void answer(int status, String body) {
                if (status < 200 || status > 599) {
                    throw new IllegalArgumentException("not a final status: " + status);
                }
                Frame text = Frame.text(body);
                if (decide()) {
                    onHandlerThread(
                            exchange,
                            () -> answered(
                                    own -> own.respond(status, "text/plain; charset=UTF-8", text, written -> {})));
                }
            }
        }
    }
}
