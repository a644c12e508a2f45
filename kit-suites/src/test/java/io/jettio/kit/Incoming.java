package io.jettio.kit;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** What has come over a connection that is none, read as from a socket. Any thread adds, one thread reads. */
final class Incoming extends InputStream {
    private final Deque<Byte> bytes = new ArrayDeque<>(); // guarded by this
    private boolean ended; // guarded by this
    private int timeoutMillis; // guarded by this; 0 for none, as for a socket

    synchronized void timeout(int millis) {
        timeoutMillis = millis;
    }

    synchronized void add(byte[] more) {
        for (byte one : more) {
            bytes.add(one);
        }
        notifyAll();
    }

    /** Nothing more comes. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public synchronized int available() {
        return bytes.size();
    }

    @Override
    public synchronized int read() throws IOException {
        return await() ? bytes.remove() & 0xff : -1;
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!await()) {
            return -1;
        }
        int read = Math.min(length, bytes.size());
        for (int i = 0; i < read; i++) {
            into[offset + i] = bytes.remove();
        }
        return read;
    }

    /** Waits for bytes; whether there are any. */
    private boolean await() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (bytes.isEmpty() && !ended) {
            long left = timeoutMillis == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (timeoutMillis > 0 && left <= 0) {
                throw new SocketTimeoutException("nothing came within " + timeoutMillis + " ms");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while reading", e);
            }
        }
        return !bytes.isEmpty();
    }
}
