package io.jettio.harness.distort;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    private final ServerSocket listener;
    private final InetSocketAddress server;
    private final Fault fault;
    private final Map<String, Distortion> sessions = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Starts a proxy on the loopback interface.
     *
     * @param port where it listens, 0 for a free port
     * @throws IOException if it cannot listen
     */
    public DistortingProxy(URI server, Fault fault, int port) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort() < 0 ? 80 : server.getPort());
        this.fault = fault;
        this.listener = new ServerSocket(port, 500, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    /** {@return where it listens} */
    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                daemon(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket upstream = new Socket()) {
            open.add(upstream);
            upstream.connect(server);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            DataInputStream requests = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            DataInputStream answers = new DataInputStream(new BufferedInputStream(upstream.getInputStream()));
            while (exchange(client, requests, upstream, answers)) {
                // as long as both sides keep the connection
            }
        } catch (IOException | UncheckedIOException e) {
            // The end of one side is the end of the other.
        } finally {
            open.remove(client);
        }
    }

    private boolean exchange(Socket client, DataInputStream requests, Socket upstream, DataInputStream answers)
            throws IOException {
        List<String> head = head(requests);
        Distortion distortion = distortion(head.get(0));
        String[] first = head.get(0).split(" ", 3);
        String requestLine = first[0] + " " + distortion.target(first[1]) + " " + first[2];
        String body = body(head, requests);
        StringBuilder request = new StringBuilder(requestLine).append("\r\n");
        for (String line : head.subList(1, head.size())) {
            if (distortion.forwards(line) && !saysLength(line)) {
                request.append(line).append("\r\n");
            }
        }
        String packets = first[0].equals("POST") ? each(body, distortion::up) : body;
        byte[] content = packets.getBytes(StandardCharsets.ISO_8859_1);
        if (first[0].equals("POST")) {
            request.append("Content-Length: ").append(content.length).append("\r\n");
        }
        upstream.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        upstream.getOutputStream().write(content);
        List<String> answer = head(answers);
        int status = Integer.parseInt(answer.get(0).split(" ", 3)[1]);
        List<String> lines = answer.subList(1, answer.size()).stream()
                .filter(line -> status == 101 || !saysLength(line))
                .toList();
        if (status == 101) {
            client.getOutputStream()
                    .write(distortion.reply(requestLine, new Reply(101, lines, "")).bytes());
            frames(client, requests, upstream, answers, distortion);
            return false;
        }
        String text = new String(body(answer, answers).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Reply reply = new Reply(status, lines, text);
        if (first[0].equals("GET") && status == 200) {
            reply = reply.withBody(each(reply.body(), packet -> distortion.down(packet, nowhere -> {})));
        }
        client.getOutputStream().write(distortion.reply(requestLine, reply).bytes());
        return lines.stream().noneMatch(line -> line.equalsIgnoreCase("Connection: close"));
    }

    private void frames(
            Socket client, DataInputStream fromClient, Socket upstream, DataInputStream fromServer, Distortion with)
            throws IOException {
        Consumer<String> toServer = packet -> write(upstream, Frame.of(packet).bytes(true));
        daemon(() -> {
            try (client;
                    upstream) {
                while (true) {
                    Frame frame = Frame.read(fromClient);
                    for (Frame passed : distorted(frame, false, with, toServer)) {
                        write(upstream, passed.bytes(true));
                    }
                }
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

    /** A payload's packets, each changed; bodies are Latin-1 here, which keeps every byte, and packets are UTF-8. */
    private static String each(String payload, Function<String, List<String>> change) {
        List<String> changed = new ArrayList<>();
        for (String packet : payload.split(SEPARATOR, -1)) {
            changed.addAll(change.apply(packet));
        }
        return String.join(SEPARATOR, changed);
    }

    private static List<String> head(DataInputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the end of a connection");
            }
            if (b != '\n') {
                line.write(b);
                continue;
            }
            String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            if (text.isEmpty()) {
                return lines;
            }
            lines.add(text);
            line.reset();
        }
    }

    private static String body(List<String> head, DataInputStream in) throws IOException {
        for (String line : head) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                int length = Integer.parseInt(lower.substring(15).trim());
                return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
            }
            if (lower.startsWith("transfer-encoding:")) {
                return chunks(in);
            }
        }
        return "";
    }

    private static String chunks(DataInputStream in) throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(line(in), 16);
            body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
            line(in);
            if (size == 0) {
                return body.toString();
            }
        }
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString().trim();
    }

    private static boolean saysLength(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return lower.startsWith("content-length:") || lower.startsWith("transfer-encoding:");
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "distort");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
