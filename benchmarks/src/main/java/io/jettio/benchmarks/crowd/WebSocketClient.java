package io.jettio.benchmarks.crowd;

import static java.util.Objects.requireNonNull;

import io.jettio.benchmarks.load.FrameScanner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Begins with a WebSocket and stays with it. */
final class WebSocketClient extends Client {
    private @Nullable Line line;
    private @Nullable FrameScanner frames; // null until the WebSocket is open

    WebSocketClient(Crowd crowd, int number) {
        super(crowd, number);
    }

    @Override
    boolean isWebSocket() {
        return true;
    }

    @Override
    void open() throws IOException {
        Line opened = crowd().line(this);
        line = opened;
        opened.write(("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: "
                        + crowd().plan().authority()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void read(Line from, ByteBuffer in) throws IOException {
        heardNow();
        FrameScanner scanner = frames;
        if (scanner == null) {
            ResponseHead head = ResponseHead.read(in);
            if (head == null) {
                return;
            }
            if (head.status() != 101) {
                throw new IOException("status " + head.status() + " instead of a WebSocket");
            }
            scanner = new FrameScanner(this::message);
            frames = scanner;
        }
        scanner.scan(in);
    }

    private void message(int opcode, long head, long length) {
        if (opcode == FrameScanner.CLOSE) {
            throw new IllegalStateException("the server closed the WebSocket");
        }
        try {
            packet(head, length);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    void send(Packet packet) throws IOException {
        requireNonNull(line, "a client that is away").write(packet.frame());
    }

    @Override
    void hangUp() {
        if (line != null) {
            line.abort();
        }
        line = null;
        frames = null;
    }
}
