package io.jettio.integration.proofs;

import io.jettio.protocol.Frame;
import io.jettio.server.SocketIoServer;
import io.jettio.server.engine.EngineServer;
import io.jettio.server.engine.EngineSocket;
import io.jettio.server.engine.OutboundPolicy;
import io.jettio.server.engine.SendResult;
import io.jettio.server.jetty.EngineIoHandler;
import io.jettio.server.jetty.SocketIoHandler;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The main class of a server in a process of its own: an Engine.IO echo and a Socket.IO server on one port. It answers
 * each line of its standard input with one line of figures, and ends with its input. See {@link ServerProcess}.
 */
public final class StressedServer {
    /** A session that is opened with this in its query can be told to be the one that {@code flood} emits to. */
    public static final String STALLED = "stalled";

    private static final int MESSAGE = 64 << 10;

    private final EngineServer engine;
    private final SocketIoServer io;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final BlockingQueue<EngineSocket> arrived = new LinkedBlockingQueue<>();
    // Only by the thread that answers.
    private final Map<String, EngineSocket> stalled = new HashMap<>();
    private final Set<EngineSocket> allStalled = ConcurrentHashMap.newKeySet();

    private StressedServer(Duration pingInterval, Duration pingTimeout, Duration writeStall, OutboundPolicy policy) {
        engine = EngineServer.create(options -> options.pingInterval(pingInterval)
                .pingTimeout(pingTimeout)
                .writeStallTimeout(writeStall)
                .outboundPolicy(policy));
        io = SocketIoServer.create(options -> options.pingInterval(pingInterval).pingTimeout(pingTimeout));
        engine.onConnection(this::serve);
        io.onConnection(socket -> {
            socket.join("all");
            socket.on("hello", String.class, text -> {
                io.to("all").emit("news", text);
                var unused = socket.emitWithAck("question", String.class, text)
                        .whenComplete((answer, failure) -> count(failure == null ? "answered" : "unanswered"));
            });
            socket.onDisconnect(reason -> count("io." + reason.name()));
        });
    }

    /** Takes the ping interval, the ping timeout, the write-stall timeout (all in milliseconds) and the policy. */
    public static void main(String[] arguments) throws Exception {
        StressedServer stressed = new StressedServer(
                millis(arguments[0]),
                millis(arguments[1]),
                millis(arguments[2]),
                arguments[3].equals("close") ? OutboundPolicy.close() : OutboundPolicy.dropOldest());
        // As many threads as it will ever have, so that those that are left over are ours.
        Server jetty = new Server(new QueuedThreadPool(16, 16));
        ServerConnector connector = new ServerConnector(jetty, 1, 1);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        jetty.addConnector(connector);
        jetty.setHandler(new EngineIoHandler(stressed.engine, new SocketIoHandler(stressed.io, null)));
        jetty.start();
        System.out.println("port=" + connector.getLocalPort());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(line(stressed.answer(line.split(" ", -1))));
        }
        stressed.engine.close();
        stressed.io.close();
        jetty.stop();
    }

    private static Duration millis(String argument) {
        return Duration.ofMillis(Long.parseLong(argument));
    }

    private void serve(EngineSocket socket) {
        if (socket.handshake().query(STALLED) != null) {
            arrived.add(socket);
        }
        socket.onMessage(socket::send);
        socket.onClose(reason -> {
            allStalled.remove(socket);
            count(reason.name());
        });
    }

    private void count(String what) {
        counts.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    private static String line(Map<String, Long> figures) {
        StringBuilder line = new StringBuilder();
        figures.forEach(
                (name, value) -> line.append(name).append('=').append(value).append(' '));
        return line.toString().strip();
    }

    private Map<String, Long> answer(String[] command) throws Exception {
        Map<String, Long> figures = new TreeMap<>();
        switch (command[0]) {
            case "stalled" -> {
                EngineSocket next = arrived.take();
                stalled.put(next.transport().wireName(), next);
                allStalled.add(next);
            }
            case "flood" -> flood(stalled.get(command[1]), Long.parseLong(command[2]), figures);
            case "broadcast" -> broadcast(Long.parseLong(command[1]));
            case "memory" -> Figures.memory(figures);
            case "objects" -> Figures.objects(figures);
            case "sessions" -> {
                figures.put("sessions", (long) engine.connections() + io.connections());
                counts.forEach((what, count) -> figures.put(what, count.sum()));
            }
            default -> throw new IllegalArgumentException(command[0]);
        }
        return figures;
    }

    /** Makes so many bytes, each message with bytes of its own, and emits them to a stalled client, or to nobody. */
    private static void flood(EngineSocket to, long bytes, Map<String, Long> figures) {
        for (SendResult result : SendResult.values()) {
            figures.put(result.name(), 0L);
        }
        for (long emitted = 0; emitted < bytes; emitted += MESSAGE) {
            byte[] message = new byte[MESSAGE];
            Arrays.fill(message, (byte) 'x');
            Frame frame = Frame.text(message, 0, MESSAGE);
            if (to != null) {
                figures.merge(to.send(frame).name(), (long) MESSAGE, Long::sum);
            }
        }
    }

    /** Makes so many bytes and emits each message to all that are stalled, which share it. */
    private void broadcast(long bytes) {
        for (long emitted = 0; emitted < bytes; emitted += MESSAGE) {
            byte[] message = new byte[MESSAGE];
            Arrays.fill(message, (byte) 'x');
            Frame frame = Frame.text(message, 0, MESSAGE);
            allStalled.forEach(socket -> socket.send(frame));
        }
    }
}
