package io.jettio.harness.distort;

import io.jettio.harness.wire.Daemon;
import io.jettio.harness.wire.Listener;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and a server, passes on whole requests, answers and frames, and distorts them. A thread for each
 * connection, and a second one for each WebSocket.
 */
public final class DistortingProxy implements Closeable {
    private static final Pattern SID = Pattern.compile("[?&]sid=([^& ]+)");
    private static final String SEPARATOR = "\u001e";

    /** What a server may refuse by its length is not waited for. */
    private static final int LONGEST_BODY = Frame.LONGEST;

    /** A body that has not come by then is held back on purpose. */
    private static final Duration WHOLE = Duration.ofMillis(150);

    private static final String THREAD = "distort";

    private final Listener listener;
    private final InetSocketAddress server;
    private final Fault fault;
    private final Map<String, Distortion> sessions = new ConcurrentHashMap<>();

    /**
     * Starts a proxy on the loopback interface.
     *
     * @param port where it listens, 0 for a free port
     * @throws IOException if it cannot listen
     */
    public DistortingProxy(URI server, Fault fault, int port) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort() < 0 ? 80 : server.getPort());
        this.fault = fault;
        this.listener = new Listener(port, 500);
        listener.serve(THREAD, this::serve);
    }

    /** {@return where it listens} */
    public int port() {
        return listener.port();
    }

    private void serve(Socket client) throws IOException {
        try (Socket upstream = new Socket()) {
            listener.open().add(upstream);
            try {
                upstream.connect(server);
                upstream.setTcpNoDelay(true);
                Side requests = new Side(client);
                Side answers = new Side(upstream);
                while (exchange(requests, answers)) {
                    // as long as both sides keep the connection
                }
            } finally {
                listener.open().remove(upstream);
            }
        }
    }

    private boolean exchange(Side client, Side server) throws IOException {
        Head asked = Head.read(client.in());
        Distortion distortion = distortion(asked.first());
        String[] first = asked.first().split(" ", 3);
        long length = asked.length();
        String requestLine = asked.first();
        boolean whole = first.length == 3 && length >= 0 && length <= LONGEST_BODY;
        if (!whole) {
            // What a server makes of such a request is no fault's topic, what it answers may be.
            server.write(asked.bytes());
        } else {
            requestLine = first[0] + " " + distortion.target(first[1]) + " " + first[2];
            Head request = new Head(
                    requestLine,
                    asked.lines().stream().filter(distortion::forwards).toList());
            if (distortion.changesUp() && first[0].equals("POST")) {
                String packets = new String(client.in().readNBytes((int) length), StandardCharsets.UTF_8);
                byte[] changed = each(packets, distortion::up).getBytes(StandardCharsets.UTF_8);
                server.write(request.withLength(changed.length).bytes());
                server.write(changed);
            } else {
                server.write(request.bytes());
                byte[] body = client.within((int) length, WHOLE);
                server.write(body);
                whole = body.length == length;
            }
        }
        if (whole) {
            server.awaitBytes(client);
        } else {
            passedOn(client, server);
        }
        Head answer = Head.read(server.in());
        int status = answer.status();
        List<String> lines = answer.lines().stream()
                .filter(line -> status == 101 || !Head.saysLength(line))
                .toList();
        if (status == 101) {
            client.write(
                    distortion.reply(requestLine, new Reply(101, lines, "")).bytes());
            frames(client.socket(), client.in(), server.socket(), server.in(), distortion);
            return false;
        }
        String text =
                new String(first[0].equals("HEAD") ? new byte[0] : answer.body(server.in()), StandardCharsets.UTF_8);
        Reply reply = new Reply(status, lines, text);
        if (first[0].equals("GET") && status == 200) {
            reply = reply.withBody(each(reply.body(), packet -> distortion.down(packet, nowhere -> {})));
        }
        client.write(distortion.reply(requestLine, reply).bytes());
        if (!whole) {
            server.in().transferTo(client.socket().getOutputStream());
        }
        return whole && lines.stream().noneMatch(line -> line.equalsIgnoreCase("Connection: close"));
    }

    /** Passes on, from now on, what the client sends, as it comes. */
    private static void passedOn(Side client, Side server) {
        Socket from = client.socket();
        Socket to = server.socket();
        Daemon.start(THREAD, () -> {
            try (from;
                    to) {
                client.in().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // The end of one side is the end of the other.
            }
        });
    }

    private void frames(
            Socket client, DataInputStream fromClient, Socket upstream, DataInputStream fromServer, Distortion with)
            throws IOException {
        Consumer<String> toServer = packet -> write(upstream, Frame.of(packet).bytes(true));
        Daemon.start(THREAD, () -> {
            try (client;
                    upstream) {
                while (!Frame.isTooLong(fromClient)) {
                    Frame frame = Frame.read(fromClient);
                    for (Frame passed : distorted(frame, false, with, toServer)) {
                        write(upstream, passed.bytes(true));
                    }
                }
                fromClient.transferTo(upstream.getOutputStream());
            } catch (IOException | UncheckedIOException e) {
                // The end of one side is the end of the other.
            }
        });
        while (true) {
            Frame frame = Frame.read(fromServer);
            for (Frame passed : distorted(frame, true, with, toServer)) {
                write(client, passed.bytes(false));
            }
        }
    }

    private static List<Frame> distorted(Frame frame, boolean toClient, Distortion with, Consumer<String> toServer) {
        @Nullable String packet = frame.packet();
        if (packet == null) {
            return with.frame(frame, toClient);
        }
        List<String> packets = toClient ? with.down(packet, toServer) : with.up(packet);
        return packets.equals(List.of(packet))
                ? List.of(frame) // as it came, whatever base64 would make of it
                : packets.stream().map(Frame::of).toList();
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            synchronized (socket) {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Distortion distortion(String requestLine) {
        Matcher sid = SID.matcher(requestLine);
        return sid.find() ? sessions.computeIfAbsent(sid.group(1), any -> fault.distortion()) : fault.distortion();
    }

    /** A payload's packets, each changed. */
    private static String each(String payload, Function<String, List<String>> change) {
        List<String> changed = new ArrayList<>();
        for (String packet : payload.split(SEPARATOR, -1)) {
            changed.addAll(change.apply(packet));
        }
        return String.join(SEPARATOR, changed);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : listener.open()) {
            socket.close();
        }
    }
}
