package io.jettio.common.jetty;

import io.jettio.common.GuardedBy;
import io.jettio.common.websocket.FrameWriter;
import io.jettio.common.websocket.Masks;
import io.jettio.common.websocket.OpCode;
import io.jettio.protocol.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The side of a WebSocket that writes: a batch of messages is one write as far as it fits into a buffer, a pong goes
 * between two batches, and the close behind them. Whoever finds nobody writing writes, also what others add meanwhile.
 * Thread-safe, but for {@link #add}.
 */
public final class WebSocketOutput {
    /** What every pool of Jetty's keeps. */
    private static final int BUFFER = 64 << 10;

    private final EndPoint end;
    private final ByteBufferPool buffers;
    private final @Nullable Masks masks;
    private final Consumer<Throwable> broken;

    /** What is added to the next batch; only by whoever sends it. */
    private @Nullable FrameWriter batch;

    /** What goes out before everything else. */
    @GuardedBy("this")
    private @Nullable ByteBuffer head;

    @GuardedBy("this")
    private @Nullable Job current;

    @GuardedBy("this")
    private @Nullable Job pong;

    @GuardedBy("this")
    private @Nullable Job messages;

    @GuardedBy("this")
    private @Nullable Job close;

    /** Whether a close was asked for, so that no message may follow. */
    @GuardedBy("this")
    private boolean closing;

    @GuardedBy("this")
    private boolean writing;

    @GuardedBy("this")
    private boolean over;

    private record Job(FrameWriter frames, Consumer<Boolean> done) {}

    /**
     * Writes to an end point.
     *
     * @param masks where a client writes, otherwise null
     * @param broken told where writing fails, after which nothing is written any more
     */
    public WebSocketOutput(EndPoint end, ByteBufferPool buffers, @Nullable Masks masks, Consumer<Throwable> broken) {
        this.end = end;
        this.buffers = buffers;
        this.masks = masks;
        this.broken = broken;
    }

    /** Has bytes go out before everything else, with what is written first; before the connection is open. */
    public synchronized void beginWith(ByteBuffer bytes) {
        head = bytes;
    }

    /** Writes what was to be the beginning, if nothing that was written took it along. */
    public void begin() {
        write();
    }

    /** Adds a message to the batch. */
    public void add(int opCode, boolean compressed, Frame message) {
        FrameWriter frames = batch;
        if (frames == null) {
            frames = new FrameWriter(masks);
            batch = frames;
        }
        frames.add(opCode, compressed, message);
    }

    /** Ends the batch, and writes it; there must be none on its way. */
    public void flush(Consumer<Boolean> done) {
        FrameWriter frames = Objects.requireNonNull(batch, "a batch has a message");
        batch = null;
        boolean refused;
        synchronized (this) {
            refused = over || closing;
            if (!refused) {
                messages = new Job(frames, done);
            }
        }
        if (refused) {
            done.accept(false);
        } else {
            write();
        }
    }

    /** Answers a ping. Where one answer waits already, the newer takes its place (RFC 6455, section 5.5.3). */
    public void pong(byte[] payload) {
        FrameWriter frame = FrameWriter.control(masks, OpCode.PONG, payload);
        synchronized (this) {
            pong = new Job(frame, written -> {});
        }
        write();
    }

    /** Closes with a code behind what is on its way, once; tells when that is written, or never will be. */
    public void close(int code, Consumer<Boolean> done) {
        FrameWriter frame = FrameWriter.closing(masks, code);
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            close = new Job(frame, done);
        }
        write();
    }

    /** Nothing can be written any more. */
    public void end() {
        Job[] lost;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            lost = new Job[] {current, messages, close};
            current = null;
            messages = null;
            close = null;
            pong = null;
        }
        for (Job job : lost) {
            if (job != null) {
                job.done.accept(false);
            }
        }
    }

    private void write() {
        synchronized (this) {
            if (writing || over) {
                return;
            }
            writing = true;
        }
        writeOn();
    }

    /** By the one who writes. */
    private void writeOn() {
        while (true) {
            RetainableByteBuffer buffer = next();
            if (buffer == null) {
                return;
            }
            try {
                if (!end.flush(buffer.getByteBuffer())) {
                    Rest rest = new Rest(buffer);
                    end.write(rest, buffer.getByteBuffer());
                    if (!rest.writtenBeforeReturn()) {
                        return;
                    }
                }
            } catch (IOException e) {
                buffer.release();
                fail(e);
                return;
            }
            buffer.release();
            tellIfDone();
        }
    }

    /** The next bytes to write, or null if there are none, and then nobody writes any more. */
    private synchronized @Nullable RetainableByteBuffer next() {
        if (current == null) {
            if (pong != null) {
                current = pong;
                pong = null;
            } else if (messages != null) {
                current = messages;
                messages = null;
            } else {
                current = close;
                close = null;
            }
        }
        Job job = current;
        ByteBuffer before = head;
        head = null;
        if (over || (job == null && before == null)) {
            writing = false;
            return null;
        }
        int first = before == null ? 0 : before.remaining();
        long rest = job == null ? 0 : job.frames.remaining();
        RetainableByteBuffer buffer = Buffers.acquire(buffers, (int) Math.max(first, Math.min(BUFFER, first + rest)));
        ByteBuffer bytes = buffer.getByteBuffer();
        int from = BufferUtil.flipToFill(bytes);
        if (before != null) {
            bytes.put(before);
        }
        if (job != null) {
            job.frames.write(bytes);
        }
        BufferUtil.flipToFlush(bytes, from);
        return buffer;
    }

    private void tellIfDone() {
        Job done = null;
        synchronized (this) {
            if (current != null && current.frames.remaining() == 0) {
                done = current;
                current = null;
            }
        }
        if (done != null) {
            done.done.accept(true);
        }
    }

    private void fail(Throwable failure) {
        broken.accept(failure);
        end();
    }

    /** What the connection did not take at once. */
    private final class Rest implements Callback {
        private static final int WRITING = 0;
        private static final int DONE = 1;
        private static final int RETURNED = 2;

        private final AtomicInteger state = new AtomicInteger(WRITING);
        private final RetainableByteBuffer buffer;

        Rest(RetainableByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public void succeeded() {
            if (!state.compareAndSet(WRITING, DONE)) {
                buffer.release();
                tellIfDone();
                writeOn();
            }
        }

        @Override
        public void failed(Throwable failure) {
            if (state.get() == WRITING && !state.compareAndSet(WRITING, RETURNED)) {
                throw new IllegalStateException("a write that is done cannot fail", failure);
            }
            buffer.release();
            fail(failure);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        /** Whether the write is done; otherwise its end goes on. */
        boolean writtenBeforeReturn() {
            return !state.compareAndSet(WRITING, RETURNED) && state.get() == DONE;
        }
    }
}
