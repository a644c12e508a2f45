package io.jettio.testing.internal;

import io.jettio.client.internal.engine.HttpCarrier.Headers;
import io.jettio.client.internal.engine.WebSocketCarrier;
import io.jettio.protocol.Frame;
import io.jettio.server.internal.engine.WebSocketChannel;
import io.jettio.server.internal.engine.WebSocketHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A WebSocket without a network, with both its ends. Thread-safe. */
final class KitWebSocket implements WebSocketChannel, Faults.Link {
    /** RFC 6455, section 7.4.1. */
    private static final int NORMAL = 1000;

    private static final int TOO_BIG = 1009;

    private final WebSocketHandler server;
    private final Faults faults;
    private final Pipe up;
    private final Pipe down;
    private final Executor toServer;
    private final Executor toClient;
    private final AtomicBoolean serverTold = new AtomicBoolean();
    private final AtomicBoolean clientTold = new AtomicBoolean();
    private final List<Frame> batch = new ArrayList<>();
    private volatile WebSocketCarrier.@Nullable Listener client;
    private volatile int clientLimit = Integer.MAX_VALUE;
    private volatile boolean lost; // neither end learns of the other any more

    KitWebSocket(KitTime time, Executor workers, Faults faults, WebSocketHandler server) {
        this.server = server;
        this.faults = faults;
        this.up = new Pipe(time, workers, faults.up());
        this.down = new Pipe(time, workers, faults.down());
        this.toServer = new Sequence(workers);
        this.toClient = new Sequence(workers);
        up.reading(false);
        down.reading(false);
        faults.add(this);
    }

    // ---------------------------------------------------------------- the client's end

    /** It is open; the server is told before the client's first message, the client before the server's. */
    void open(WebSocketCarrier.Listener listener, int maxMessageBytes) {
        clientLimit = maxMessageBytes;
        client = listener;
        toServer.execute(() -> {
            if (serverTold.get()) {
                endClient(0, KitExchange.failure("the connection is lost")); // before there was a client to be told
                return;
            }
            server.onOpen(this);
            up.reading(true);
            toClient.execute(() -> {
                if (!clientTold.get()) {
                    listener.opened(Headers.NONE);
                    down.reading(true);
                }
            });
        });
    }

    void send(List<Frame> messages, WebSocketCarrier.Done done) {
        AtomicInteger left = new AtomicInteger(messages.size());
        for (Frame message : messages) {
            up.send(new Passing(() -> server.onMessage(message), written -> {
                if (!written) {
                    left.set(0);
                    done.done(KitExchange.failure("the connection is lost"));
                } else if (left.decrementAndGet() == 0) {
                    done.done(null);
                }
            }));
        }
    }

    void readingByClient(boolean reads) {
        down.reading(reads);
    }

    void closeByClient() {
        up.send(new Passing(
                () -> {
                    endServer(null);
                    down.send(new Passing(() -> endClient(NORMAL, null), written -> {}));
                    return false;
                },
                written -> {}));
    }

    void abortByClient() {
        if (lost) {
            endClient(0, KitExchange.failure("aborted"));
        } else {
            end(null, KitExchange.failure("aborted"));
        }
    }

    // ---------------------------------------------------------------- the server's end

    @Override
    public void add(Frame message, boolean compress) {
        batch.add(message);
    }

    @Override
    public void flush(Consumer<Boolean> done) {
        List<Frame> messages = List.copyOf(batch);
        batch.clear();
        AtomicInteger left = new AtomicInteger(messages.size());
        for (Frame message : messages) {
            down.send(new Passing(() -> toClient(message), written -> {
                if (!written && left.getAndSet(0) > 0) {
                    done.accept(false);
                } else if (written && left.decrementAndGet() == 0) {
                    done.accept(true);
                }
            }));
        }
    }

    private boolean toClient(Frame message) {
        if (message.size() > clientLimit) {
            closeByClient();
            return endClient(TOO_BIG, null);
        }
        WebSocketCarrier.Listener listener = client;
        if (listener != null) {
            listener.message(message);
        }
        return true;
    }

    @Override
    public void resume() {
        up.reading(true);
    }

    @Override
    public void close(int code) {
        down.send(new Passing(
                () -> {
                    up.send(new Passing(() -> endServer(null), written -> {}));
                    return endClient(code, null);
                },
                written -> {}));
    }

    @Override
    public void fail(int code) {
        down.send(new Passing(
                () -> {
                    endServer(null);
                    return endClient(code, null);
                },
                written -> {}));
    }

    @Override
    public void abort() {
        if (lost) {
            endServer(null);
        } else {
            end(null, KitExchange.failure("the server cut the connection"));
        }
    }

    // ---------------------------------------------------------------- the end

    @Override
    public void cut() {
        Throwable lost = KitExchange.failure("the connection is lost");
        end(lost, lost);
    }

    @Override
    public void lose() {
        lost = true;
        up.lose();
        down.lose();
    }

    @Override
    public void move() {
        down.move();
    }

    private void end(@Nullable Throwable forServer, Throwable forClient) {
        up.cut();
        down.cut();
        endServer(forServer);
        endClient(0, forClient);
    }

    /** An end that has not been told may wait for what is held back. */
    private void removeOnceOver() {
        if (serverTold.get() && clientTold.get()) {
            faults.remove(this);
        }
    }

    private boolean endServer(@Nullable Throwable failure) {
        if (serverTold.compareAndSet(false, true)) {
            removeOnceOver();
            toServer.execute(() -> {
                if (failure != null) {
                    server.onError(failure);
                }
                server.onClosed();
            });
        }
        return false;
    }

    private boolean endClient(int code, @Nullable Throwable failure) {
        WebSocketCarrier.Listener listener = client;
        if (listener != null && clientTold.compareAndSet(false, true)) {
            removeOnceOver();
            toClient.execute(() -> {
                if (failure == null) {
                    listener.closed(code);
                } else {
                    listener.failed(failure);
                }
            });
        }
        return false;
    }

    /** A message between the ends. */
    private record Passing(Arrival arrival, Consumer<Boolean> done) implements Pipe.Message {
        @Override
        public boolean arrive() {
            return arrival.arrive();
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public void taken() {
            done.accept(true);
        }

        @Override
        public void lost() {
            done.accept(false);
        }
    }

    /** What a message does at its end; whether that end reads on. */
    private interface Arrival {
        boolean arrive();
    }
}
