package io.jettio.client.internal.engine;

import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.Network;
import io.jettio.client.internal.concurrent.Shutdown;
import io.jettio.client.internal.concurrent.Threads;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** A network: threads and carriers, for any number of clients and managers. */
public final class SharedNetwork implements Network {
    private final Threads threads;
    private final Carriers carriers;

    /**
     * Makes a network.
     *
     * @param threads its threads, stopped by {@link #close()}
     * @param carriers its carriers, stopped by {@link #close()}
     */
    public SharedNetwork(Threads threads, Carriers carriers) {
        this.threads = Objects.requireNonNull(threads, "threads");
        this.carriers = Objects.requireNonNull(carriers, "carriers");
    }

    /**
     * What a client or manager runs on: its own, or that of the network it was given, which its end leaves as it is.
     *
     * @param threads the threads
     * @param carriers the carriers
     */
    public record Part(Threads threads, Carriers carriers) {}

    /**
     * {@return what a client or manager runs on}
     *
     * @param options its options
     * @param threads makes threads of its own
     * @param carriers makes carriers of its own
     * @throws IllegalArgumentException if the network is not one of this library's
     */
    public static Part of(
            EngineOptions options, Supplier<Threads> threads, Function<EngineOptions, Carriers> carriers) {
        if (options.network().isEmpty()) {
            return new Part(threads.get(), carriers.apply(options));
        }
        if (options.network().get() instanceof SharedNetwork shared) {
            return shared.part();
        }
        throw new IllegalArgumentException("expected a network made by Network or JettyNetwork");
    }

    /**
     * {@return what somebody runs on who leaves this network as it is}
     */
    public Part part() {
        return new Part(threads.borrowed(), new Borrowed(carriers));
    }

    @Override
    public void close() {
        carriers.stop(Shutdown.STEP);
        threads.stop(Shutdown.STEP);
    }

    /** Carriers whose end is somebody else's. */
    private record Borrowed(Carriers carriers) implements Carriers {
        @Override
        public HttpCarrier http() {
            return carriers.http();
        }

        @Override
        public WebSocketCarrier webSocket() {
            return carriers.webSocket();
        }

        @Override
        public boolean keepsCookies() {
            return carriers.keepsCookies();
        }

        @Override
        public void dropIdle(URI server) {
            carriers.dropIdle(server);
        }

        @Override
        public void stop(Duration timeout) {}
    }
}
