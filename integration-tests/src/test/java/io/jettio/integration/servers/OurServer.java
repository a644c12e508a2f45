package io.jettio.integration.servers;

import io.jettio.integration.peer.Wire;
import io.jettio.protocol.DecodeLimits;
import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.ConnectRefused;
import io.jettio.server.ConnectRequest;
import io.jettio.server.Namespace;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import io.jettio.server.SocketIoServerOptions;
import io.jettio.server.adapter.RecoveryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** The server of this project, in this process. */
public final class OurServer implements TestServer {
    private final Parser parser;
    private SocketIoServer io;
    private Run run;

    public OurServer(Parser parser) {
        this.parser = parser;
    }

    @Override
    public int start(Map<String, ?> options, Journal journal) {
        return make(options, journal).listen("127.0.0.1", 0).port();
    }

    /** Makes it anew, and leaves it to the caller what brings the messages. */
    SocketIoServer make(Map<String, ?> options, Journal journal) {
        io = SocketIoServer.create(builder -> configure(builder, options));
        run = new Run(journal);
        io.of("/admin").use(Run::onlyWithToken);
        io.of("/fickle").use(run::notTheFirst);
        io.of("/slow").useAsync(run::later);
        for (String name : List.of("/", "/chat", "/deep/er/chat", "/admin", "/slow", "/fickle")) {
            io.of(name).onConnection(run::serve);
        }
        return io;
    }

    private void configure(SocketIoServerOptions.Builder builder, Map<String, ?> options) {
        builder.parser(parser);
        options.forEach((name, value) -> {
            switch (name) {
                case "connectionStateRecovery" ->
                    builder.recovery(RecoveryOptions.DEFAULTS.withMaxDisconnectionDuration(
                            millis(((Map<?, ?>) value).get("maxDisconnectionDuration"))));
                case "pingInterval" -> builder.pingInterval(millis(value));
                case "pingTimeout" -> builder.pingTimeout(millis(value));
                case "maxHttpBufferSize" ->
                    builder.limits(DecodeLimits.builder()
                            .maxPayloadBytes(((Number) value).intValue())
                            .build());
                default -> throw new IllegalArgumentException("unknown to our server: " + name);
            }
        });
    }

    private static Duration millis(Object value) {
        return Duration.ofMillis(((Number) value).longValue());
    }

    @Override
    public Map<?, ?> command(String name, Map<String, ?> arguments) {
        String ns = (String) arguments.get("ns");
        String event = (String) arguments.get("event");
        switch (name) {
            case "emit", "broadcast" -> of(ns).emitAll(event, Wire.from(arguments.get("args")));
            case "ask" -> of(ns).sockets().forEach(socket -> run.ask(socket, event, Wire.from(arguments.get("args"))));
            case "disconnect" -> disconnect(of(ns), Boolean.TRUE.equals(arguments.get("close")));
            case "answer" -> run.heldAcks.forEach(ack -> ack.send("late"));
            case "admit" -> run.heldJoins.forEach(join -> join.complete(null));
            case "transports" -> {
                return Map.of(
                        "transports",
                        io.of("/").sockets().stream().map(Socket::transport).toList());
            }
            default -> throw new IllegalArgumentException("unknown to our server: " + name);
        }
        return Map.of();
    }

    private Namespace of(String name) {
        return io.namespace(name).orElseThrow();
    }

    private static void disconnect(Namespace namespace, boolean close) {
        for (Socket socket : namespace.sockets()) {
            if (close) {
                socket.disconnectAll();
            } else {
                socket.disconnect();
            }
        }
    }

    @Override
    public void stop() {
        io.close();
    }

    @Override
    public void end() {} // each run ends by itself

    /** What one server does and holds back. */
    private static final class Run {
        private final Journal journal;
        private final Queue<Ack> heldAcks = new ConcurrentLinkedQueue<>();
        private final Queue<CompletableFuture<Void>> heldJoins = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean refused = new AtomicBoolean();

        Run(Journal journal) {
            this.journal = journal;
        }

        static void onlyWithToken(ConnectRequest request) throws ConnectRefused {
            if (!(request.auth(Object.class) instanceof Map<?, ?> auth) || !"secret".equals(auth.get("token"))) {
                List<Object> hints = new ArrayList<>(List.of("a"));
                hints.add(null);
                throw new ConnectRefused("not authorized", Map.of("code", 7, "hints", hints));
            }
        }

        void notTheFirst(ConnectRequest request) throws ConnectRefused {
            if (refused.compareAndSet(false, true)) {
                throw new ConnectRefused("not yet");
            }
        }

        CompletableFuture<Void> later(ConnectRequest request) {
            CompletableFuture<Void> admitted = new CompletableFuture<>();
            heldJoins.add(admitted);
            journal.add("server", "waits " + request.namespace());
            return admitted;
        }

        void serve(Socket socket) {
            String ns = socket.namespace().name();
            Object auth = socket.handshake().auth(Object.class);
            socket.onDisconnect(reason -> journal.add("server", "left " + ns + " " + reason));
            on(socket, "echo", (arguments, ack) -> {
                if (ack.isRequested()) {
                    ack.sendAll(arguments);
                } else {
                    socket.emitAll("echoed", arguments);
                }
            });
            on(socket, "late", (arguments, ack) -> heldAcks.add(ack));
            on(socket, "twice", (arguments, ack) -> {
                ack.send("first");
                ack.send("second");
            });
            on(socket, "never", (arguments, ack) -> {});
            on(socket, "join", (arguments, ack) -> {
                socket.join((String) arguments.get(0));
                ack.send("joined");
            });
            on(socket, "leave", (arguments, ack) -> {
                socket.leave((String) arguments.get(0));
                ack.send("left");
            });
            on(
                    socket,
                    "to",
                    (arguments, ack) -> socket.to((String) arguments.get(0)).emit("said", arguments.get(1)));
            on(socket, "size", (arguments, ack) -> ack.send(size(arguments.get(0))));
            on(socket, "burst", (arguments, ack) -> {
                for (long i = 0; i < (Long) arguments.get(0); i++) {
                    socket.emit("n", i);
                }
            });
            on(socket, "settle", (arguments, ack) -> socket.emit("settled"));
            for (String name : List.of("one", "two", "three")) {
                on(socket, name, (arguments, ack) -> {});
            }
            journal.add(
                    "server", "joined " + ns + " " + json(auth == null ? Map.of() : auth) + " " + socket.recovered());
        }

        /** What becomes of an event. */
        private interface Does {
            void with(List<Object> arguments, Ack ack);
        }

        private void on(Socket socket, String event, Does does) {
            socket.onWithAck(event, (payload, ack) -> {
                List<Object> arguments = values(payload);
                String ns = socket.namespace().name();
                journal.add("server", "event " + ns + " " + event + " " + json(Wire.to(arguments)));
                does.with(arguments, ack);
            });
        }

        void ask(Socket socket, String event, List<Object> arguments) {
            var unused = socket.emitAllWithAck(event, Payload.class, arguments).thenAccept(payload -> {
                journal.add("server", "answer " + json(Wire.to(values(payload))));
            });
        }

        private static int size(Object value) {
            return value instanceof String text ? text.length() : ((java.nio.ByteBuffer) value).remaining();
        }

        private static List<Object> values(Payload payload) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < payload.size(); i++) {
                values.add(payload.get(i, Object.class));
            }
            return values;
        }

        private static String json(Object value) {
            return LineProcess.JSON.toJson(value);
        }
    }
}
