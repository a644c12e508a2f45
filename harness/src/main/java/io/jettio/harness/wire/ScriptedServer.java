package io.jettio.harness.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens on the loopback interface for a client that is to be judged, and leaves every answer to a script. A thread for
 * each connection.
 */
public final class ScriptedServer implements AutoCloseable {
    private final Listener listener;
    private final Tape tape;
    private final Map<String, Consumer<Request>> sessions = new ConcurrentHashMap<>();
    private final BlockingQueue<Request> arrivals = new LinkedBlockingQueue<>();

    /**
     * Listens on a free port.
     *
     * @param tape told of all that goes over the wire
     */
    public ScriptedServer(Tape tape) {
        this.tape = tape;
        try {
            listener = new Listener(0, 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener.serve("scripted-server", this::serve);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.port());
    }

    /** Has the requests of a session handled by whoever reads them; all others arrive. */
    public void route(String sid, Consumer<Request> handler) {
        sessions.put(sid, handler);
    }

    /** The next request that belongs to no session, waited for. */
    public Optional<Request> arrival(Duration patience) throws InterruptedException {
        return Optional.ofNullable(arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Cuts all connections, without a word to anybody; what comes for their sessions later is refused. */
    public void cut() {
        tape.sent("(cuts all connections)");
        sessions.replaceAll(
                (sid, handler) -> late -> late.answer(400, "{\"code\":1,\"message\":\"Session ID unknown\"}"));
        listener.open().forEach(Request::cut);
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        Request request;
        do {
            request = Request.read(client, in, tape);
            @Nullable
            Consumer<Request> session =
                    request.parameter("sid").map(sessions::get).orElse(null);
            if (session == null) {
                arrivals.add(request);
            } else {
                session.accept(request);
            }
        } while (request.served());
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener.open().forEach(Request::cut);
    }
}
