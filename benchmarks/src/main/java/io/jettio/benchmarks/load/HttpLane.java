package io.jettio.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One HTTP/1.1 connection that is kept alive: a request, its response, the next request. When the server ends it while
 * nothing is under way, the next request opens another. Only on the driver's thread.
 */
final class HttpLane implements Wire.Owner {
    /** Takes what came. */
    interface Responses {
        /**
         * Takes the body of a response.
         *
         * @param lane where it came
         * @param status the HTTP status
         * @param body between position and limit; only until the method returns
         */
        void response(HttpLane lane, int status, ByteBuffer body) throws IOException;

        /** A read is over, and its responses have been told. */
        void afterRead() throws IOException;
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final LoadDriver driver;
    private final Responses responses;
    private Wire wire;
    private ByteBuffer unread = NOTHING;
    private ByteBuffer request = NOTHING;
    private boolean opened;
    private boolean busy;
    private boolean ended;

    HttpLane(LoadDriver driver, Responses responses) throws IOException {
        this.driver = driver;
        this.responses = responses;
        this.wire = driver.wire(this);
    }

    /** {@return whether a request waits for its response} */
    boolean isBusy() {
        return busy;
    }

    void send(ByteBuffer bytes) throws IOException {
        if (busy) {
            throw new IllegalStateException("a request is under way");
        }
        busy = true;
        request = bytes;
        if (ended) {
            ended = false;
            opened = false;
            wire = driver.wire(this);
        } else if (opened) {
            writable();
        }
    }

    void abort() throws IOException {
        wire.abort();
    }

    @Override
    public void opened() throws IOException {
        opened = true;
        writable();
    }

    @Override
    public void writable() throws IOException {
        if (request.hasRemaining()) {
            wire.write(request);
        }
    }

    @Override
    public void readable(ByteBuffer in) throws IOException {
        in.clear().put(unread);
        unread = NOTHING;
        int count = wire.read(in);
        driver.tick();
        if (count < 0) {
            wire.close();
            ended = true;
            if (busy) {
                throw new IOException("the server closed an HTTP connection instead of a response");
            }
            return;
        }
        boolean full = !in.hasRemaining();
        in.flip();
        if (in.hasRemaining() && !response(in)) {
            if (full) {
                throw new IOException("a response of more than " + in.capacity() + " bytes");
            }
            unread = ByteBuffer.allocate(in.remaining()).put(in).flip();
        }
        responses.afterRead();
    }

    private boolean response(ByteBuffer in) throws IOException {
        int body = afterHead(in);
        if (body < 0) {
            return false;
        }
        int length = contentLength(in, body);
        int end = in.limit();
        if (end - body < length) {
            return false;
        }
        if (!busy || end - body > length) {
            throw new IOException("bytes that no request asked for");
        }
        busy = false;
        int status = status(in);
        responses.response(this, status, in.position(body));
        in.position(end);
        return true;
    }

    /** Returns where the body begins, or -1. */
    private static int afterHead(ByteBuffer in) {
        for (int i = in.position() + 3; i < in.limit(); i++) {
            if (in.get(i) == '\n' && in.get(i - 2) == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Returns the digits behind "HTTP/1.1 ". */
    private static int status(ByteBuffer in) {
        int status = 0;
        for (int i = in.position() + 9; i < in.position() + 12; i++) {
            status = status * 10 + in.get(i) - '0';
        }
        return status;
    }

    private static int contentLength(ByteBuffer in, int body) throws IOException {
        int at = in.position();
        for (int i = at; i < body - LENGTH.length; i++) {
            if (in.get(i) == '\n' && isLength(in, i + 1)) {
                int length = 0;
                for (int j = i + 1 + LENGTH.length; in.get(j) != '\r'; j++) {
                    int digit = in.get(j) - '0';
                    if (digit >= 0 && digit <= 9) {
                        length = length * 10 + digit;
                    }
                }
                return length;
            }
        }
        throw new IOException("a response without Content-Length, which this driver cannot read");
    }

    private static boolean isLength(ByteBuffer in, int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            int letter = in.get(at + i);
            if ((letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }
}
