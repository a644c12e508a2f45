package io.jettio.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection of the driver: handshake, requests, replies. Only on the driver's thread. */
final class Connection implements FrameScanner.Sink {
    /** Where a connection is; it only moves forward. */
    enum Phase {
        CONNECTING,
        UPGRADING,
        OPENING,
        JOINING,
        READY,
        CLOSING,
        CLOSED
    }

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] CONNECT = ClientFrame.of(FrameScanner.TEXT, new byte[] {'4', '0'});
    private static final byte[] PONG = ClientFrame.of(FrameScanner.TEXT, new byte[] {'3'});
    private static final byte[] CLOSE = ClientFrame.of(FrameScanner.CLOSE, new byte[] {3, (byte) 0xe8}); // 1000

    private final LoadDriver driver;
    private final Requests requests;
    private final FrameScanner scanner = new FrameScanner(this);
    private final SocketChannel channel;
    private final SelectionKey key;
    private final long begun = System.nanoTime();

    private Phase phase = Phase.CONNECTING;
    private byte[] unread = NOTHING;
    private ByteBuffer control = ByteBuffer.wrap(NOTHING);

    // Requests, counted from the connection's first. times[n % times.length] is when request n was written.
    private final long[] times;
    private long allowed;
    private long sentBytes;
    private long replies;
    private int replySlot;

    Connection(LoadDriver driver, Requests requests, InetSocketAddress address, Selector selector) throws IOException {
        this.driver = driver;
        this.requests = requests;
        this.times = new long[driver.plan().outstanding()];
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        boolean connected = channel.connect(address);
        key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
        if (connected) {
            upgrade();
        }
    }

    Phase phase() {
        return phase;
    }

    long replies() {
        return replies;
    }

    long requestsSent() {
        return (sentBytes + requests.unit - 1) / requests.unit;
    }

    /** {@return when a request was written} Only the last few are remembered. */
    long sentAt(long request) {
        return times[(int) (request % times.length)];
    }

    void ready(ByteBuffer in) throws IOException {
        if (key.isConnectable() && channel.finishConnect()) {
            upgrade();
            key.interestOps(SelectionKey.OP_READ);
            return;
        }
        if (key.isWritable()) {
            key.interestOps(SelectionKey.OP_READ);
            write();
        }
        if (key.isValid() && key.isReadable()) {
            read(in);
        }
    }

    /**
     * Lets requests out.
     *
     * @param total how many requests the connection may have sent in its life
     */
    void allow(long total) throws IOException {
        allowed = total * requests.unit;
        if ((key.interestOps() & SelectionKey.OP_WRITE) == 0) {
            write();
        }
    }

    /** Says goodbye; the connection is closed when the server has answered. */
    void beginClose() throws IOException {
        if (phase == Phase.READY) {
            phase = Phase.CLOSING;
            allowed = 0;
            queue(CLOSE);
            write();
        } else {
            abort();
        }
    }

    /** Closes at once, without a port that waits. */
    void abort() throws IOException {
        if (phase != Phase.CLOSED) {
            phase = Phase.CLOSED;
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
        }
    }

    private void upgrade() throws IOException {
        phase = Phase.UPGRADING;
        LoadPlan plan = driver.plan();
        queue(("GET " + plan.path() + "?EIO=4&transport=websocket HTTP/1.1\r\nHost: "
                        + plan.url().getAuthority()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        write();
    }

    private void read(ByteBuffer in) throws IOException {
        in.clear().put(unread);
        unread = NOTHING;
        int count = channel.read(in);
        driver.tick();
        if (count < 0) {
            if (phase != Phase.CLOSING) {
                throw new IOException("the server closed a connection in phase " + phase);
            }
            phase = Phase.CLOSED;
            channel.close();
            return;
        }
        in.flip();
        if (phase != Phase.UPGRADING || upgraded(in)) {
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
        phase = Phase.OPENING;
        if (driver.plan().raw()) {
            joined();
        }
        return true;
    }

    private void joined() {
        phase = Phase.READY;
        driver.joined(System.nanoTime() - begun);
    }

    @Override
    public void message(int opcode, long head, long length) {
        if (opcode == FrameScanner.BINARY) {
            if (requests.binaryReply && phase == Phase.READY) {
                reply(head, length);
            }
        } else if (opcode == FrameScanner.TEXT) {
            text(head, length);
        } else if (opcode == FrameScanner.PING) {
            throw new IllegalStateException("a WebSocket ping, which no Socket.IO server sends");
        } else if (opcode == FrameScanner.CLOSE && phase != Phase.CLOSING) {
            throw new IllegalStateException("the server closed a WebSocket in phase " + phase);
        }
    }

    private void text(long head, long length) {
        int type = (int) (head >>> 56);
        int packet = (int) (head >>> 48) & 0xff;
        if (driver.plan().raw()) {
            if (!requests.binaryReply && phase == Phase.READY) {
                reply(head, length);
            }
        } else if (type == '4') {
            if (packet == requests.replyType && phase == Phase.READY && !requests.binaryReply) {
                reply(head, length);
            } else if (packet == '0' && phase == Phase.JOINING) {
                joined();
            } else if (packet == '4' || packet == '1') {
                throw new IllegalStateException("the server refused or ended the namespace");
            }
        } else if (type == '2' && length == 1) {
            queue(PONG);
        } else if (type == '0' && phase == Phase.OPENING) {
            phase = Phase.JOINING;
            queue(CONNECT);
        } else if (type == '1') {
            throw new IllegalStateException("the server closed a session");
        }
    }

    private void reply(long head, long length) {
        boolean asExpected =
                head == requests.replyHeads[replySlot] && (requests.replyLength < 0 || length == requests.replyLength);
        replySlot = replySlot + 1 == requests.replyHeads.length ? 0 : replySlot + 1;
        driver.replied(this, replies++, asExpected);
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
                channel.write(control);
                if (control.hasRemaining()) {
                    key.interestOpsOr(SelectionKey.OP_WRITE);
                    return;
                }
            }
            long until = control.hasRemaining() ? sentBytes + requests.unit - inside : allowed;
            if (sentBytes >= until) {
                return;
            }
            ByteBuffer ring = requests.ring;
            int from = (int) (sentBytes % ring.capacity());
            int wanted = (int) Math.min(until - sentBytes, ring.capacity() - from);
            int written = channel.write(ring.limit(from + wanted).position(from));
            stamp(sentBytes, sentBytes + written);
            sentBytes += written;
            if (written < wanted) {
                key.interestOpsOr(SelectionKey.OP_WRITE);
                return;
            }
        }
    }

    private void stamp(long from, long to) {
        long now = driver.now();
        for (long n = (from + requests.unit - 1) / requests.unit; n * requests.unit < to; n++) {
            times[(int) (n % times.length)] = now;
        }
    }
}
