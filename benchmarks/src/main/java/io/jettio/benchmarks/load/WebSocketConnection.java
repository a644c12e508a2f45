package io.jettio.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection over WebSocket. Only on the driver's thread. */
final class WebSocketConnection extends Connection implements FrameScanner.Sink, Wire.Owner {
    private static final byte[] NOTHING = new byte[0];
    private static final int BLOCK_ID = 77;
    private static final byte[] CONNECT = ClientFrame.of(FrameScanner.TEXT, new byte[] {'4', '0'});
    private static final byte[] PONG = ClientFrame.of(FrameScanner.TEXT, new byte[] {'3'});
    private static final byte[] CLOSE = ClientFrame.of(FrameScanner.CLOSE, new byte[] {3, (byte) 0xe8}); // 1000

    private final FrameScanner scanner = new FrameScanner(this);
    private final Wire wire;
    private final boolean blocks;

    private byte[] unread = NOTHING;
    private ByteBuffer control = ByteBuffer.wrap(NOTHING);
    private long sentBytes;

    WebSocketConnection(LoadDriver driver, Requests requests, int index) throws IOException {
        super(driver, requests, index);
        blocks = index < driver.plan().blocking().connections();
        wire = driver.wire(this);
    }

    @Override
    long requestsSent() {
        return (sentBytes + requests.unit - 1) / requests.unit;
    }

    @Override
    void pump() throws IOException {
        if (!wire.isBlocked()) {
            write();
        }
    }

    /** Sends the event whose handler blocks; its ack tells that it has ended. */
    void block(long millis) throws IOException {
        queue(ClientFrame.of(
                FrameScanner.TEXT,
                ("42" + BLOCK_ID + "[\"block\"," + millis + "]").getBytes(StandardCharsets.US_ASCII)));
        pump();
    }

    @Override
    void beginClose() throws IOException {
        if (phase() == Phase.READY) {
            enter(Phase.CLOSING);
            allowNothing();
            queue(CLOSE);
            pump();
        } else {
            abort();
        }
    }

    @Override
    void abort() throws IOException {
        enter(Phase.CLOSED);
        wire.abort();
    }

    @Override
    public void opened() throws IOException {
        upgrade();
    }

    @Override
    public void writable() throws IOException {
        write();
    }

    private void upgrade() throws IOException {
        enter(Phase.UPGRADING);
        LoadPlan plan = driver.plan();
        queue(("GET " + plan.path() + "?EIO=4&transport=websocket HTTP/1.1\r\nHost: "
                        + plan.url().getAuthority()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        write();
    }

    @Override
    public void readable(ByteBuffer in) throws IOException {
        in.clear().put(unread);
        unread = NOTHING;
        int count = wire.read(in);
        driver.tick();
        if (count < 0) {
            if (phase() != Phase.CLOSING) {
                throw new IOException("the server closed a connection in phase " + phase());
            }
            enter(Phase.CLOSED);
            wire.close();
            return;
        }
        in.flip();
        if (phase() != Phase.UPGRADING || upgraded(in)) {
            scanner.scan(in);
        }
        if (in.hasRemaining()) {
            unread = new byte[in.remaining()];
            in.get(unread);
        }
        if (control.hasRemaining()) {
            write();
        }
        driver.afterRead(this);
    }

    private boolean upgraded(ByteBuffer in) throws IOException {
        String response = StandardCharsets.ISO_8859_1.decode(in.duplicate()).toString();
        int end = response.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        if (!response.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("101 expected: " + response.substring(0, response.indexOf("\r\n")));
        }
        if (response.substring(0, end).toLowerCase(Locale.ROOT).contains("sec-websocket-extensions")) {
            throw new IOException("the server chose an extension that nobody offered");
        }
        in.position(in.position() + end + 4);
        enter(Phase.OPENING);
        if (driver.plan().raw()) {
            joined();
        }
        return true;
    }

    @Override
    public void message(int opcode, long head, long length) {
        if (opcode == FrameScanner.BINARY) {
            if (requests.binaryReply && phase() == Phase.READY) {
                reply(head, length);
            }
        } else if (opcode == FrameScanner.TEXT) {
            text(head, length);
        } else if (opcode == FrameScanner.PING) {
            throw new IllegalStateException("a WebSocket ping, which no Socket.IO server sends");
        } else if (opcode == FrameScanner.CLOSE && phase() != Phase.CLOSING) {
            throw new IllegalStateException("the server closed a WebSocket in phase " + phase());
        }
    }

    private void text(long head, long length) {
        int type = (int) (head >>> 56);
        int packet = (int) (head >>> 48) & 0xff;
        if (driver.plan().raw()) {
            if (!requests.binaryReply && phase() == Phase.READY) {
                reply(head, length);
            }
        } else if (type == '4') {
            if (blocks) {
                blocked(packet, head);
            } else if (packet == requests.replyType && phase() == Phase.READY && !requests.binaryReply) {
                reply(head, length);
            } else {
                namespace(packet);
            }
        } else if (type == '2' && length == 1) {
            queue(PONG);
        } else if (type == '0' && phase() == Phase.OPENING) {
            enter(Phase.JOINING);
            queue(CONNECT);
        } else if (type == '1') {
            throw new IllegalStateException("the server closed a session");
        }
    }

    private void namespace(int packet) {
        if (packet == '0' && phase() == Phase.JOINING) {
            joined();
        } else if (packet == '4' || packet == '1') {
            throw new IllegalStateException("the server refused or ended the namespace");
        }
    }

    private void blocked(int packet, long head) {
        if (packet == '3' && head >>> 32 == FrameScanner.head("43" + BLOCK_ID) >>> 32) {
            driver.unblocked();
        } else {
            namespace(packet);
        }
    }

    /** Lines up a small frame, to be written between two requests. */
    private void queue(byte[] bytes) {
        ByteBuffer both = ByteBuffer.allocate(control.remaining() + bytes.length);
        control = both.put(control).put(bytes).flip();
    }

    private void write() throws IOException {
        while (true) {
            int inside = (int) (sentBytes % requests.unit);
            if (control.hasRemaining() && inside == 0) {
                wire.write(control);
                if (control.hasRemaining()) {
                    return;
                }
            }
            long until = control.hasRemaining() ? sentBytes + requests.unit - inside : allowed() * requests.unit;
            if (sentBytes >= until) {
                return;
            }
            ByteBuffer ring = requests.ring;
            int from = (int) (sentBytes % ring.capacity());
            int wanted = (int) Math.min(until - sentBytes, ring.capacity() - from);
            int written = wire.write(ring.limit(from + wanted).position(from));
            stamp(sentBytes, sentBytes + written);
            sentBytes += written;
            if (written < wanted) {
                return;
            }
        }
    }

    private void stamp(long from, long to) {
        long now = driver.now();
        for (long n = (from + requests.unit - 1) / requests.unit; n * requests.unit < to; n++) {
            sent(n, now);
        }
    }
}
