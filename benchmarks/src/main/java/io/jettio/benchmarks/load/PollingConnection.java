package io.jettio.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A connection over long polling, on two HTTP/1.1 connections: one always has a GET under way, on the other go the
 * POSTs, one at a time. What may be sent while a POST is under way goes in the next, in one payload.
 */
final class PollingConnection extends Connection implements HttpLane.Responses {
    private static final int MOST_AT_ONCE = 64;
    private static final byte SEPARATOR = 0x1e;

    private final HttpLane polls;
    private final HttpLane posts;
    private final String head;
    private ByteBuffer poll;
    private ByteBuffer single = ByteBuffer.allocate(0);
    private String sid = "";
    private String control = "";
    private long sent;

    PollingConnection(LoadDriver driver, Requests requests, int index) throws IOException {
        super(driver, requests, index);
        LoadPlan plan = driver.plan();
        head = plan.path() + "?EIO=4&transport=polling%s HTTP/1.1\r\nHost: "
                + plan.url().getAuthority() + "\r\n";
        poll = get();
        polls = new HttpLane(driver, this);
        posts = new HttpLane(driver, this);
        enter(Phase.OPENING);
        polls.send(poll.duplicate());
    }

    private ByteBuffer get() {
        return ascii("GET " + String.format(head, sid) + "\r\n");
    }

    private ByteBuffer post(byte[] payload) {
        ByteBuffer start = ascii("POST " + String.format(head, sid)
                + "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: " + payload.length + "\r\n\r\n");
        return ByteBuffer.allocateDirect(start.remaining() + payload.length)
                .put(start)
                .put(payload)
                .flip();
    }

    private static ByteBuffer ascii(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @Override
    long requestsSent() {
        return sent;
    }

    @Override
    void pump() throws IOException {
        if (posts.isBusy()) {
            return;
        }
        int count = (int) Math.min(MOST_AT_ONCE, allowed() - sent);
        if (control.isEmpty() && count <= 0) {
            return;
        }
        if (control.isEmpty() && count == 1) {
            posts.send(single.duplicate());
        } else {
            posts.send(post(payload(count)));
        }
        for (; count > 0; count--) {
            sent(sent++, driver.now());
        }
    }

    /** Returns what is to be said beside the requests, and so many requests, in one payload. */
    private byte[] payload(int count) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.writeBytes(control.getBytes(StandardCharsets.US_ASCII));
        control = "";
        for (int i = 0; i < count; i++) {
            if (payload.size() > 0) {
                payload.write(SEPARATOR);
            }
            payload.writeBytes(requests.packet);
        }
        return payload.toByteArray();
    }

    /** Lines up a packet that goes before the next requests. */
    private void say(String packet) {
        control = control.isEmpty() ? packet : control + (char) SEPARATOR + packet;
    }

    @Override
    void beginClose() throws IOException {
        if (phase() == Phase.READY) {
            enter(Phase.CLOSING);
            allowNothing();
            say("1");
            pump();
        } else {
            abort();
        }
    }

    @Override
    void abort() throws IOException {
        enter(Phase.CLOSED);
        polls.abort();
        posts.abort();
    }

    @Override
    public void response(HttpLane lane, int status, ByteBuffer body) throws IOException {
        if (phase() == Phase.CLOSING && lane == polls) {
            return; // by now the server may not know the session any more
        }
        if (status != 200) {
            throw new IOException("200 expected, not " + status + " in phase " + phase());
        }
        if (lane == posts) {
            if (body.remaining() != 2 || body.get(body.position()) != 'o') {
                throw new IOException("'ok' expected as the response to a POST");
            }
            if (phase() == Phase.CLOSING && control.isEmpty()) {
                abort();
            }
            return;
        }
        if (sid.isEmpty()) {
            open(StandardCharsets.US_ASCII.decode(body).toString());
        } else {
            packets(body);
        }
        if (phase() == Phase.JOINING || phase() == Phase.READY) {
            polls.send(poll.duplicate());
        }
    }

    private void open(String packet) throws IOException {
        int at = packet.indexOf("\"sid\":\"") + 7;
        if (!packet.startsWith("0") || at < 7) {
            throw new IOException("an open packet expected");
        }
        sid = "&sid=" + packet.substring(at, packet.indexOf('"', at));
        poll = get();
        single = post(requests.packet);
        enter(Phase.JOINING);
        say("40");
    }

    private void packets(ByteBuffer body) {
        int from = body.position();
        for (int i = from; i <= body.limit(); i++) {
            if (i == body.limit() || body.get(i) == SEPARATOR) {
                packet(FrameScanner.head(body, from, i), i - from);
                from = i + 1;
            }
        }
    }

    private void packet(long start, int length) {
        int type = (int) (start >>> 56);
        int second = (int) (start >>> 48) & 0xff;
        if (type == '2' && length == 1) {
            say("3");
        } else if (type == '4' && second == requests.replyType) {
            if (phase() == Phase.READY) {
                reply(start, length);
            }
        } else if (type == '4' && second == '0' && phase() == Phase.JOINING) {
            joined();
        } else if (type != '6' && phase() != Phase.CLOSING) {
            throw new IllegalStateException("a packet that begins with " + (char) type + " in phase " + phase());
        }
    }

    @Override
    public void afterRead() throws IOException {
        if (phase() != Phase.CLOSED) {
            driver.afterRead(this);
            pump();
        }
    }
}
