package io.jettio.kit;

import io.jettio.client.internal.engine.Carriers;
import io.jettio.client.internal.engine.HttpCarrier;
import io.jettio.client.internal.engine.HttpCarrier.Response;
import io.jettio.client.internal.engine.WebSocketCarrier;
import io.jettio.harness.wire.WebSocketFrame;
import io.jettio.protocol.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A socket whose bytes are HTTP requests and WebSocket frames for a carrier of Jettio's, and what that answers. It takes
 * what clients write that keep to RFC 9112 and RFC 6455: requests with or without a body of known length, and whole
 * masked messages.
 */
final class CarriedSocket extends Socket {
    private static final int LARGEST = 64 << 20;
    private static final byte[] SWITCHING =
            ascii("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");

    private final URI base;
    private final Carriers carriers;
    private final Incoming in = new Incoming();
    private final Outgoing out = new Outgoing();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream(); // by whoever writes, under out
    private WebSocketCarrier.Connection webSocket; // under out
    private volatile boolean over;

    CarriedSocket(URI base, Carriers carriers) {
        this.base = base;
        this.carriers = carriers;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    // ---------------------------------------------------------------- as a socket

    @Override
    public void connect(SocketAddress endpoint, int timeout) {}

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public synchronized void setSoTimeout(int timeout) {
        in.timeout(timeout);
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public synchronized void close() {
        over = true;
        in.end();
        synchronized (out) {
            if (webSocket != null) {
                webSocket.abort();
            }
        }
    }

    private final class Outgoing extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            if (over) {
                throw new SocketException("the connection is over");
            }
            written.write(bytes, offset, length);
            while (takeOne()) {
                // one request or frame after the other
            }
        }
    }

    /** Takes a request or a frame, where one is there whole. */
    private boolean takeOne() {
        byte[] bytes = written.toByteArray();
        int taken = webSocket == null ? takeRequest(bytes) : takeFrame(ByteBuffer.wrap(bytes));
        written.reset();
        written.write(bytes, taken, bytes.length - taken);
        return taken > 0;
    }

    // ---------------------------------------------------------------- requests

    private int takeRequest(byte[] bytes) {
        RequestHead head = RequestHead.of(bytes);
        if (head == null || bytes.length < head.size() + head.bodySize()) {
            return 0;
        }
        URI uri = base.resolve(head.target());
        if (head.asksForWebSocket()) {
            webSocket = carriers.webSocket()
                    .connect(new WebSocketCarrier.Request(uri, head.headers(), LARGEST, false, List.of()), new Heard());
        } else {
            boolean posts = head.method().equals("POST");
            Frame body = posts
                    ? Frame.binary(java.util.Arrays.copyOfRange(bytes, head.size(), head.size() + head.bodySize()))
                    : null;
            var unused =
                    carriers.http().send(new HttpCarrier.Request(uri, head.headers(), body, LARGEST), new Answered());
        }
        return head.size() + head.bodySize();
    }

    private void answer(Response response) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " \r\n");
        for (Map.Entry<String, List<String>> field : response.headers().all().entrySet()) {
            for (String value : field.getValue()) {
                head.append(field.getKey()).append(": ").append(value).append("\r\n");
            }
        }
        head.append("Content-Length: ").append(response.body().length).append("\r\n\r\n");
        in.add(ascii(head.toString()));
        in.add(response.body());
    }

    private void end() {
        over = true;
        in.end();
    }

    private final class Answered implements HttpCarrier.Answer {
        @Override
        public void answered(Response response) {
            answer(response);
        }

        @Override
        public void failed(Throwable cause) {
            end();
        }
    }

    // ---------------------------------------------------------------- frames

    private int takeFrame(ByteBuffer bytes) {
        if (bytes.remaining() < 2) {
            return 0;
        }
        int head = bytes.get() & 0xff;
        int length = bytes.get() & 0x7f;
        int extended = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (bytes.remaining() < extended + 4) {
            return 0;
        }
        long size = extended == 0 ? length : extended == 2 ? bytes.getShort() & 0xffff : bytes.getLong();
        byte[] mask = new byte[4];
        bytes.get(mask);
        if (bytes.remaining() < size) {
            return 0;
        }
        byte[] payload = new byte[Math.toIntExact(size)];
        bytes.get(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        send(head, payload);
        return bytes.position();
    }

    private void send(int head, byte[] payload) {
        switch (head) {
            case WebSocketFrame.FIN | WebSocketFrame.TEXT ->
                webSocket.send(List.of(Frame.text(payload, 0, payload.length)), failure -> {});
            case WebSocketFrame.FIN | WebSocketFrame.BINARY ->
                webSocket.send(List.of(Frame.binary(payload)), failure -> {});
            case WebSocketFrame.FIN | WebSocketFrame.CLOSE -> webSocket.close();
            default ->
                throw new IllegalStateException("a carrier takes whole messages, not a frame of %02x".formatted(head));
        }
    }

    private final class Heard implements WebSocketCarrier.Listener {
        @Override
        public void opened(HttpCarrier.Headers headers) {
            in.add(SWITCHING);
        }

        @Override
        public void refused(Response response) {
            answer(response);
        }

        @Override
        public void message(Frame message) {
            int opcode = message instanceof Frame.Text ? WebSocketFrame.TEXT : WebSocketFrame.BINARY;
            in.add(new WebSocketFrame(WebSocketFrame.FIN | opcode, message.toByteArray()).unmasked());
        }

        @Override
        public void closed(int code) {
            in.add(new WebSocketFrame(WebSocketFrame.FIN | WebSocketFrame.CLOSE, (byte) (code >> 8), (byte) code)
                    .unmasked());
            end();
        }

        @Override
        public void failed(Throwable cause) {
            end();
        }
    }
}
