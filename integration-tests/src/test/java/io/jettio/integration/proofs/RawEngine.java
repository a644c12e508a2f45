package io.jettio.integration.proofs;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Engine.IO session as a client without any rule of its own sees it: a connection for polls, one for POSTs, and as
 * many WebSockets as are asked for. One thread may poll while another posts.
 */
public final class RawEngine implements Closeable {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");
    private static final String SEPARATOR = "\u001e";

    /** The server did not answer with 200: it does not know the session any more, or does not want the request. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(Wire.Answer answer) {
            super(answer.status() + " " + answer.body());
        }
    }

    private final int port;
    private final String session;
    private final Wire polls;
    private final Wire posts;
    private final List<String> first;

    private RawEngine(int port, String session, Wire polls, Wire posts, List<String> first) {
        this.port = port;
        this.session = session;
        this.polls = polls;
        this.posts = posts;
        this.first = first;
    }

    /** Opens a session over polling; the path may bring a query. */
    public static RawEngine open(int port, String path) throws IOException {
        return open(port, path, 0);
    }

    /** Opens a session, whose polls have little room in the operating system if {@code receiveBuffer} is not 0. */
    static RawEngine open(int port, String path, int receiveBuffer) throws IOException {
        Wire polls = new Wire(port, receiveBuffer);
        String version = path + (path.contains("?") ? "&" : "?") + "EIO=4";
        polls.write(Wire.get(version + "&transport=polling"));
        List<String> packets = List.of(answered(polls).split(SEPARATOR, -1));
        Matcher sid = SID.matcher(packets.get(0));
        if (!sid.find()) {
            throw new IOException("not a handshake: " + packets);
        }
        return new RawEngine(
                port, version + "&sid=" + sid.group(1), polls, new Wire(port), packets.subList(1, packets.size()));
    }

    /** Opens a session over a WebSocket, and reads its handshake. */
    public static Wire webSocket(int port, String path, int receiveBuffer) throws IOException {
        Wire wire = new Wire(port, receiveBuffer);
        wire.write(Wire.webSocket(path + (path.contains("?") ? "&" : "?") + "EIO=4&transport=websocket"));
        Wire.Answer answer = wire.readAnswer();
        if (answer.status() != 101) {
            throw new Refused(answer);
        }
        String handshake = wire.readText();
        if (!handshake.startsWith("0{")) {
            throw new IOException("not a handshake: " + handshake);
        }
        return wire;
    }

    private static String answered(Wire wire) throws IOException {
        Wire.Answer answer = wire.readAnswer();
        if (answer.status() != 200) {
            throw new Refused(answer);
        }
        return answer.body();
    }

    /** What the server had to say at once, in the answer to the handshake. */
    List<String> first() {
        return first;
    }

    public Wire polls() {
        return polls;
    }

    public Wire posts() {
        return posts;
    }

    /** The request of a poll. */
    public byte[] pollRequest() {
        return Wire.get(session + "&transport=polling");
    }

    /** The request that brings packets. */
    public byte[] postRequest(List<String> packets) {
        return Wire.post(session + "&transport=polling", String.join(SEPARATOR, packets));
    }

    /** The request of a candidate of an upgrade. */
    byte[] upgradeRequest() {
        return Wire.webSocket(session + "&transport=websocket");
    }

    /** A connection for a candidate, on which nothing was sent yet. */
    Wire candidate() throws IOException {
        return new Wire(port);
    }

    /** Polls once, and waits for the answer's packets. */
    public List<String> poll() throws IOException {
        polls.write(pollRequest());
        return readPoll();
    }

    List<String> readPoll() throws IOException {
        return List.of(answered(polls).split(SEPARATOR, -1));
    }

    /** Posts packets, and waits until the server has taken them. */
    public void post(List<String> packets) throws IOException {
        posts.write(postRequest(packets));
        answered(posts);
    }

    public void reset() throws IOException {
        polls.reset();
        posts.reset();
    }

    @Override
    public void close() throws IOException {
        polls.close();
        posts.close();
    }
}
