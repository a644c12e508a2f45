package io.jettio.benchmarks.crowd;

import static java.util.Objects.requireNonNull;

import io.jettio.benchmarks.load.FrameScanner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Stays with long-polling: a GET is always in flight on one connection, a POST takes another and gives it back. */
final class PollingClient extends Client {
    private static final String SEPARATOR = "\u001e";

    private @Nullable Line gets;
    private @Nullable ResponseHead getHead;
    private @Nullable Line post;
    private @Nullable String sid;
    private StringJoiner unsent = new StringJoiner(SEPARATOR);

    PollingClient(Crowd crowd, int number) {
        super(crowd, number);
    }

    @Override
    boolean isWebSocket() {
        return false;
    }

    @Override
    void open() throws IOException {
        gets = crowd().line(this);
        get();
    }

    @Override
    public void read(Line from, ByteBuffer in) throws IOException {
        heardNow();
        if (from == gets) {
            readPayloads(in);
        } else if (from == post) {
            readPostResponse(in);
        }
    }

    private void readPayloads(ByteBuffer in) throws IOException {
        ResponseHead head = getHead == null ? ResponseHead.read(in) : getHead;
        getHead = head;
        if (head == null || in.remaining() < head.contentLength()) {
            return;
        }
        if (head.status() != 200) {
            throw new IOException("status " + head.status() + " to a GET");
        }
        byte[] body = new byte[head.contentLength()];
        in.get(body);
        getHead = null;
        String payload = new String(body, StandardCharsets.UTF_8);
        if (sid == null) {
            int at = payload.indexOf("\"sid\":\"");
            if (at < 0) {
                throw new IOException("a handshake without an id");
            }
            sid = payload.substring(at + 7, payload.indexOf('"', at + 7));
        }
        get();
        for (String packet : payload.split(SEPARATOR, -1)) {
            packet(FrameScanner.head(packet), packet.length());
        }
    }

    private void readPostResponse(ByteBuffer in) throws IOException {
        ResponseHead head = ResponseHead.read(in);
        if (head == null) {
            return;
        }
        if (head.status() != 200) {
            throw new IOException("status " + head.status() + " to a POST");
        }
        in.position(in.limit());
        requireNonNull(post, "post").abort();
        post = null;
        post();
    }

    private void get() throws IOException {
        requireNonNull(gets, "a client that is away")
                .write((request("GET") + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    void send(Packet packet) throws IOException {
        unsent.add(packet.text());
        post();
    }

    private void post() throws IOException {
        if (post == null && unsent.length() > 0) {
            String body = unsent.toString();
            unsent = new StringJoiner(SEPARATOR);
            Line opened = crowd().line(this);
            post = opened;
            opened.write((request("POST")
                            + "Content-Type: text/plain;charset=UTF-8\r\nConnection: close\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n"
                            + body)
                    .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private String request(String method) {
        return method + " /socket.io/?EIO=4&transport=polling" + (sid == null ? "" : "&sid=" + sid)
                + " HTTP/1.1\r\nHost: " + crowd().plan().authority() + "\r\n";
    }

    @Override
    void hangUp() {
        if (gets != null) {
            gets.abort();
        }
        if (post != null) {
            post.abort();
        }
        gets = null;
        getHead = null;
        post = null;
        sid = null;
        unsent = new StringJoiner(SEPARATOR);
    }
}
