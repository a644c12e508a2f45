package io.jettio.interop;

import static java.util.Objects.requireNonNull;

import io.jettio.protocol.socketio.Payload;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Contract {@code soak}: answers each numbered message with one of its own numbering, and checks that none is lost, comes
 * twice, comes too early or was changed. What it finds wrong is told on standard error and counted. It writes what is to be
 * saved to a ledger before it acknowledges it. When told to end, it drains. System properties that begin with
 * {@code jettio.soak.} say the times in milliseconds and the file of the ledger.
 */
final class SoakContract {
    private final SocketIoServer io;
    private final @Nullable Path ledger;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    private SoakContract() {
        io = SocketIoServer.create(options -> options.pingInterval(millis("pingInterval", 25_000))
                .pingTimeout(millis("pingTimeout", 20_000))
                .requestTimeout(millis("requestTimeout", 30_000))
                .drainTimeout(millis("drainTimeout", 3_000)));
        String file = System.getProperty("jettio.soak.ledger");
        ledger = file == null ? null : Path.of(file);
    }

    static Served start(String host, int port) {
        SoakContract soak = new SoakContract();
        soak.io.onConnection(soak::serve);
        soak.io.of("/figures").onConnection(socket -> socket.answer("figures", payload -> soak.figures()));
        soak.io.listen(host, port);
        return new Served(soak.io.port(), false, soak::end);
    }

    private static Duration millis(String name, long otherwise) {
        return Duration.ofMillis(Long.getLong("jettio.soak." + name, otherwise));
    }

    private void end() {
        var unused = io.drain().join();
        io.close();
    }

    private Map<String, Long> figures() {
        Map<String, Long> figures = new TreeMap<>();
        counts.forEach((what, count) -> figures.put(what, count.sum()));
        figures.put("connections", (long) io.connections());
        return figures;
    }

    private void count(String what) {
        counts.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    private void serve(Socket socket) {
        Conversation conversation = new Conversation(socket);
        socket.on("m", conversation::received);
        socket.answer("bye", payload -> conversation.count);
        socket.on("echo", String.class, text -> socket.emit("echo", text));
        socket.answer("save", String.class, Long.class, (client, number) -> {
            conversation.follows(client, number);
            save(client + " " + number + "\n");
            return number;
        });
        socket.onDisconnect(reason -> count(reason.name()));
    }

    private void save(String line) {
        if (ledger != null) {
            try {
                Files.writeString(
                        ledger, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The messages of one connection. Only on its socket's lane. */
    private final class Conversation {
        private final Socket socket;
        private long count;
        private long next = -1;

        Conversation(Socket socket) {
            this.socket = socket;
        }

        /** Checks a message and answers it with a like one. */
        void received(Payload message) {
            String client = requireNonNull(message.get(0, String.class));
            long number = requireNonNull(message.get(1, Long.class));
            long checksum = requireNonNull(message.get(2, Long.class));
            Object content = requireNonNull(message.get(3, Object.class));
            byte[] bytes = bytes(content);
            follows(client, number);
            if (checksum != SoakMessage.checksum(client, number, bytes)) {
                wrong("message " + number + " of " + client + " was changed on its way");
            }
            count("messages");
            long own = count++;
            socket.emit("m", client, own, SoakMessage.checksum(client, own, bytes), content);
        }

        /** A connection begins with any number, since a client may have lost what was on its way; the others follow. */
        void follows(String client, long number) {
            if (next >= 0 && number != next) {
                wrong("of " + client + " came " + number + " instead of " + next);
            }
            next = number + 1;
        }

        private static byte[] bytes(Object content) {
            if (content instanceof ByteBuffer buffer) {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
                return bytes;
            }
            return content.toString().getBytes(StandardCharsets.UTF_8);
        }

        private void wrong(String what) {
            count("violations");
            System.err.println("violation: " + what);
        }
    }
}
