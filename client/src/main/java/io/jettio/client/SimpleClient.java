package io.jettio.client;

import io.jettio.protocol.TypeRef;
import io.jettio.protocol.handler.EmitResult;
import io.jettio.protocol.socketio.Payload;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client without listeners, for scripts, tools and tests: it connects, emits, calls and receives, and waits where there
 * is something to wait for. While a lost connection is being had again, {@code emit}, {@code call} and {@code receive}
 * wait for it.
 *
 * <p>What arrives is kept until it is received, up to {@link Builder#maxEvents(int)} events and
 * {@link Builder#maxBytes(long)} bytes. Beyond that <em>the oldest is dropped</em> and counted by {@link #dropped()}: a
 * client that does not receive goes on answering pings, and what it receives afterwards is the newest. Events that want an
 * ack are received like others and not acknowledged; what answers is a {@link Socket}.
 *
 * <p>An event that arrived before an answer can be received when the {@code call} returns.
 *
 * <p>Every method may be called from any thread; several may wait at once. In a listener of another socket it holds up
 * that socket's events.
 */
public final class SimpleClient implements AutoCloseable {
    private final Socket socket;
    private final Mailbox mailbox;

    private SimpleClient(Builder builder) {
        this.mailbox = new Mailbox(builder.maxEvents, builder.maxBytes);
        this.socket = SocketIo.socket(builder.uri, builder.options, mailbox::arrived, mailbox::gaveUp);
        socket.onConnect(mailbox::connected);
        socket.onDisconnect(reason -> mailbox.disconnected(socket.active(), null));
        socket.onConnectError(error -> mailbox.disconnected(socket.active(), error));
    }

    /**
     * An event that arrived.
     *
     * @param name its name
     * @param arguments its arguments, mapped on demand
     */
    public record Event(String name, Payload arguments) {}

    /**
     * Connects with the default options, and waits until that is done.
     *
     * @param uri the server's address, its path being the namespace, as in {@code http://localhost:3000/chat}
     * @return the client, connected
     * @throws DisconnectedException if there is no connection after 5 s, or the server refuses the namespace
     * @throws IllegalArgumentException if the URI is none, has no host, or a scheme that is none of http, https, ws
     *     and wss
     * @throws InterruptedException if the waiting thread is interrupted; nothing is left open then
     */
    public static SimpleClient connect(String uri) throws InterruptedException {
        return builder(uri).connect();
    }

    /**
     * {@return a builder with the defaults}
     *
     * @param uri the server's address, its path being the namespace
     */
    public static Builder builder(String uri) {
        return new Builder(uri);
    }

    /** How a client connects and what it keeps. Not thread-safe. */
    public static final class Builder {
        private final String uri;
        private Consumer<ManagerOptions.Builder> options = defaults -> {};
        private Duration connectTimeout = Duration.ofSeconds(5);
        private int maxEvents = 1_000;
        private long maxBytes = 16L << 20;

        private Builder(String uri) {
            this.uri = Objects.requireNonNull(uri, "uri");
        }

        /**
         * Sets options of the connection, credentials and reconnection among them.
         *
         * @param value sets them on a builder that has the defaults
         * @return this
         */
        public Builder options(Consumer<ManagerOptions.Builder> value) {
            options = Objects.requireNonNull(value, "options");
            return this;
        }

        /**
         * Sets how long {@link #connect()} waits at the most; default 5 s. While it waits, failed attempts are repeated
         * where reconnection is on.
         *
         * @param value positive
         * @return this
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder connectTimeout(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("connectTimeout must be positive, was " + value);
            }
            connectTimeout = value;
            return this;
        }

        /**
         * Sets how many events wait to be received at the most; default 1 000. Beyond, the oldest is dropped.
         *
         * @param value at least 1
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder maxEvents(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("maxEvents must be at least 1, was " + value);
            }
            maxEvents = value;
            return this;
        }

        /**
         * Sets how many bytes of arguments wait to be received at the most; default 16 MiB. Beyond, the oldest event is
         * dropped; an event that is larger by itself is kept as the only one.
         *
         * @param value at least 1
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder maxBytes(long value) {
            if (value < 1) {
                throw new IllegalArgumentException("maxBytes must be at least 1, was " + value);
            }
            maxBytes = value;
            return this;
        }

        /**
         * Connects, and waits until that is done.
         *
         * @return the client, connected
         * @throws DisconnectedException if there is no connection in time, none is tried for any more, or the server
         *     refuses the namespace
         * @throws IllegalArgumentException if the URI is none, has no host, or a scheme that is none of http, https, ws
         *     and wss, or an option is wrong
         * @throws InterruptedException if the waiting thread is interrupted; nothing is left open then
         */
        public SimpleClient connect() throws InterruptedException {
            SimpleClient client = new SimpleClient(this);
            boolean connected = false;
            try {
                client.socket.connect();
                client.mailbox.awaitConnected(connectTimeout);
                connected = true;
                return client;
            } finally {
                if (!connected) {
                    client.close();
                }
            }
        }
    }

    /**
     * {@return the id that the server gave, new with each connection; null while not connected}
     */
    public @Nullable String id() {
        return socket.id();
    }

    /**
     * {@return whether there is a connection at this moment}
     */
    public boolean connected() {
        return socket.connected();
    }

    /**
     * {@return how many events were dropped because nobody received them}
     */
    public long dropped() {
        return mailbox.dropped();
    }

    /**
     * {@return the socket behind this client, for what this class leaves out; its events are received here as well} Where it
     * is disconnected, who waits gets a {@link DisconnectedException}; where it is connected again, this client goes on,
     * unless it was closed itself.
     */
    public Socket socket() {
        return socket;
    }

    /**
     * Emits an event, after waiting for a connection.
     *
     * @param event the event's name
     * @param arguments the arguments; null elements are allowed
     * @return what became of it
     * @throws DisconnectedException if there is no connection and none is tried for
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if an argument cannot be mapped
     */
    public EmitResult emitAll(String event, List<? extends @Nullable Object> arguments) throws InterruptedException {
        mailbox.awaitConnected(null);
        return socket.emitAll(event, arguments);
    }

    /**
     * Emits an event without arguments, after waiting for a connection.
     *
     * @param event the event's name
     * @return what became of it
     * @throws DisconnectedException if there is no connection and none is tried for
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws IllegalArgumentException if the name is reserved
     */
    public EmitResult emit(String event) throws InterruptedException {
        return emitAll(event, List.of());
    }

    /**
     * Emits an event with one argument, after waiting for a connection.
     *
     * @param event the event's name
     * @param argument the argument; an array or a list is one argument
     * @return what became of it
     * @throws DisconnectedException if there is no connection and none is tried for
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if the argument cannot be mapped
     */
    public EmitResult emit(String event, @Nullable Object argument) throws InterruptedException {
        return emitAll(event, Arrays.asList(argument));
    }

    /**
     * Emits an event and waits for its ack, each time at most as long as {@code ackTimeout} of the options says. Where the
     * connection is lost meanwhile, the event is emitted again over the next one: the server may then have it twice.
     *
     * @param event the event's name
     * @param type the type of the ack's first argument
     * @param arguments the arguments; null elements are allowed
     * @param <T> the type of the ack's first argument
     * @return the ack's first argument, null where it has none
     * @throws AckException if none came in time
     * @throws DisconnectedException if there is no connection and none is tried for
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if something cannot be mapped
     */
    public <T> @Nullable T callAll(String event, Class<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        return answered(() -> socket.emitAllWithAck(event, type, arguments));
    }

    /**
     * As {@link #callAll(String, Class, List)}, for a generic type.
     *
     * @param event the event's name
     * @param type the type of the ack's first argument
     * @param arguments the arguments; null elements are allowed
     * @param <T> the type of the ack's first argument
     * @return the ack's first argument, null where it has none
     * @throws AckException if none came in time
     * @throws DisconnectedException if there is no connection and none is tried for
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if something cannot be mapped
     */
    public <T> @Nullable T callAll(String event, TypeRef<T> type, List<? extends @Nullable Object> arguments)
            throws InterruptedException {
        return answered(() -> socket.emitAllWithAck(event, type, arguments));
    }

    /**
     * As {@link #callAll(String, Class, List)}, without arguments.
     *
     * @param event the event's name
     * @param type the type of the ack's first argument
     * @param <T> the type of the ack's first argument
     * @return the ack's first argument, null where it has none
     * @throws AckException if none came in time
     * @throws DisconnectedException if there is no connection and none is tried for
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws IllegalArgumentException if the name is reserved
     */
    public <T> @Nullable T call(String event, Class<T> type) throws InterruptedException {
        return callAll(event, type, List.of());
    }

    /**
     * As {@link #callAll(String, Class, List)}, with one argument.
     *
     * @param event the event's name
     * @param type the type of the ack's first argument
     * @param argument the argument; an array or a list is one argument
     * @param <T> the type of the ack's first argument
     * @return the ack's first argument, null where it has none
     * @throws AckException if none came in time
     * @throws DisconnectedException if there is no connection and none is tried for
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws IllegalArgumentException if the name is reserved
     * @throws io.jettio.protocol.json.JsonException if something cannot be mapped
     */
    public <T> @Nullable T call(String event, Class<T> type, @Nullable Object argument) throws InterruptedException {
        return callAll(event, type, Arrays.asList(argument));
    }

    /** One emit with ack. */
    private interface Attempt<T extends @Nullable Object> {
        CompletableFuture<T> emit();
    }

    private <T extends @Nullable Object> T answered(Attempt<T> attempt) throws InterruptedException {
        while (true) {
            mailbox.awaitConnected(null);
            CompletableFuture<T> answer = attempt.emit();
            mailbox.await(answer);
            try {
                return answer.join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof AckException none
                        && none.reason() == AckException.Reason.DISCONNECTED) {
                    continue;
                }
                throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
            }
        }
    }

    /**
     * Waits for the next event, without end.
     *
     * @return the event
     * @throws DisconnectedException if there is none, there is no connection, and none is tried for
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public Event receive() throws InterruptedException {
        return mailbox.receive(null).orElseThrow();
    }

    /**
     * Waits for the next event. The time goes on while a lost connection is being had again.
     *
     * @param timeout how long to wait at the most; zero or less looks and does not wait
     * @return the event; empty if none came in time
     * @throws DisconnectedException if there is none, there is no connection, and none is tried for
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public Optional<Event> receive(Duration timeout) throws InterruptedException {
        return mailbox.receive(timeout);
    }

    /**
     * Ends the connection, behind everything emitted before, and waits for that; see {@link Manager#close()}. What has
     * arrived can still be received; who waits gets a {@link DisconnectedException}. Idempotent.
     */
    public void disconnect() {
        mailbox.close();
        socket.close();
    }

    /** The same as {@link #disconnect()}. */
    @Override
    public void close() {
        disconnect();
    }
}
