package io.jettio.client.internal.engine;

import io.jettio.client.engine.CookieStore;
import io.jettio.client.engine.EngineException;
import io.jettio.client.engine.EngineException.Stage;
import io.jettio.client.engine.EngineOptions;
import io.jettio.client.engine.EngineRequest;
import io.jettio.client.engine.EngineResponse;
import io.jettio.client.engine.HeaderSource;
import io.jettio.client.engine.TransportType;
import io.jettio.client.internal.concurrent.Strand;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The header fields that go with each request, and what is made of those that come back. Strand. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private static final String COOKIE = "Cookie";

    private final Map<TransportType, Map<String, List<String>>> fixed = new EnumMap<>(TransportType.class);
    private final HeaderSource.@Nullable Async source;
    private final EngineResponse.@Nullable Listener listener;
    private final @Nullable CookieStore cookies;
    private final Strand strand;
    private final Executor tasks;
    private final Executor answers;

    /**
     * @param tasks run the source of header fields
     * @param answers run the listener, one call after the other
     */
    Requests(EngineOptions options, @Nullable CookieStore cookies, Strand strand, Executor tasks, Executor answers) {
        for (TransportType transport : TransportType.values()) {
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(options.headers());
            headers.putAll(options.transport(transport).headers());
            fixed.put(transport, headers);
        }
        this.source = options.headersFrom().orElse(null);
        this.listener = options.onResponse().orElse(null);
        this.cookies = cookies;
        this.strand = strand;
        this.tasks = tasks;
        this.answers = answers;
    }

    /** Takes the header fields of a request, or what kept them from being known. */
    interface Taker {
        void headers(Map<String, List<String>> headers);

        void failed(EngineException failure);
    }

    /** Finds the header fields: at once where nobody has to be asked, otherwise later, on the strand. */
    void headers(EngineRequest request, Taker taker) {
        HeaderSource.Async asked = source;
        if (asked == null) {
            given(Map.of(), request, taker);
            return;
        }
        try {
            tasks.execute(() -> ask(asked, request, taker));
        } catch (RejectedExecutionException stopped) {
            taker.failed(new EngineException(Stage.CLIENT, "the client is closed", stopped));
        }
    }

    // Handler thread.
    private void ask(HeaderSource.Async asked, EngineRequest request, Taker taker) {
        try {
            asked.headers(request)
                    .whenComplete((headers, failure) -> strand.execute(() -> {
                        if (failure != null) {
                            taker.failed(noHeaders(failure));
                        } else {
                            given(headers, request, taker);
                        }
                    }));
        } catch (Throwable thrown) {
            strand.execute(() -> taker.failed(noHeaders(thrown)));
        }
    }

    private void given(@Nullable Map<String, String> headers, EngineRequest request, Taker taker) {
        Map<String, List<String>> all;
        try {
            if (headers == null) {
                throw new IllegalStateException("the source of headers gave null");
            }
            all = withCookies(request, headers);
        } catch (Throwable unfit) {
            // The application's cookie store is asked on the strand, which goes on whatever that throws.
            taker.failed(noHeaders(unfit));
            return;
        }
        taker.headers(all);
    }

    private static EngineException noHeaders(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new EngineException(Stage.CLIENT, "no headers for a request: " + cause.getMessage(), cause);
    }

    private Map<String, List<String>> withCookies(EngineRequest request, Map<String, String> given) {
        Map<String, List<String>> base = fixed.getOrDefault(request.transport(), Map.of());
        CookieStore store = cookies;
        List<String> kept = store == null ? List.of() : store.cookies(overHttp(request.uri()));
        if (given.isEmpty() && kept.isEmpty()) {
            return base;
        }
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(base);
        given.forEach((name, value) -> all.put(name, List.of(value)));
        if (!kept.isEmpty()) {
            List<String> every = new ArrayList<>(all.getOrDefault(COOKIE, List.of()));
            every.addAll(kept);
            all.put(COOKIE, List.of(String.join("; ", every)));
        }
        return all;
    }

    /** Keeps the cookies of an answer, and tells the listener of it. */
    void answered(EngineRequest request, int status, HttpCarrier.Headers headers) {
        CookieStore store = cookies;
        if (store != null) {
            List<String> set = headers.values("Set-Cookie");
            if (!set.isEmpty()) {
                keep(store, request, set);
            }
        }
        EngineResponse.Listener told = listener;
        if (told != null) {
            EngineResponse response = new EngineResponse(request, status, headers.all());
            answers.execute(() -> tell(told, response));
        }
    }

    private static void keep(CookieStore store, EngineRequest request, List<String> set) {
        try {
            store.received(overHttp(request.uri()), set);
        } catch (Throwable failure) {
            LOG.warn("the cookie store did not take the cookies of an answer", failure);
        }
    }

    private static void tell(EngineResponse.Listener told, EngineResponse response) {
        try {
            told.onResponse(response);
        } catch (Throwable failure) {
            LOG.warn("a listener for answers failed", failure);
        }
    }

    private static URI overHttp(URI uri) {
        // "ws" is to "http" as "wss" is to "https": cookies know only the latter.
        return uri.getScheme().startsWith("ws")
                ? URI.create("http" + uri.toString().substring(2))
                : uri;
    }

    /** Makes a request out of its header fields once they are there, unless it is given up before. */
    static final class Waiting implements Taker {
        private final Consumer<Map<String, List<String>>> then;
        private final Consumer<EngineException> otherwise;
        private boolean over;

        Waiting(Consumer<Map<String, List<String>>> then, Consumer<EngineException> otherwise) {
            this.then = then;
            this.otherwise = otherwise;
        }

        void giveUp() {
            over = true;
        }

        @Override
        public void headers(Map<String, List<String>> headers) {
            if (!over) {
                over = true;
                then.accept(headers);
            }
        }

        @Override
        public void failed(EngineException failure) {
            if (!over) {
                over = true;
                otherwise.accept(failure);
            }
        }
    }
}
