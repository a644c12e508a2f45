package io.jettio.integration.proofs;

import java.util.concurrent.TimeUnit;

/**
 * The numbered messages of one session, seen from both of its ends, which live in one process. Each direction has a
 * window, so that both sides send for as long as the session lasts and neither is done before an upgrade begins.
 */
final class Traffic {
    static final int WINDOW = 16;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** One direction. */
    final class Way {
        private final String sign;
        private int sent;
        private int arrived;

        Way(String sign) {
            this.sign = sign;
        }

        /** The next message to send, when the window has room for it; null when there is none any more. */
        String next() {
            synchronized (Traffic.this) {
                until(() -> over || sent == messages || hasRoom());
                return over || sent == messages ? null : sign + sent++;
            }
        }

        /** The next message if the window has room for it now, or null. */
        String nextIfRoom() {
            synchronized (Traffic.this) {
                return over || sent == messages || !hasRoom() ? null : sign + sent++;
            }
        }

        private boolean hasRoom() {
            return sent - arrived < WINDOW && (released || sent < messages - WINDOW);
        }

        /** A message came: it must be the one after the last. */
        void arrived(String message) {
            synchronized (Traffic.this) {
                if (message.equals(sign + arrived)) {
                    arrived++;
                    Traffic.this.notifyAll();
                } else {
                    fail(new AssertionError(
                            "message " + sign + arrived + " was to come in session " + number + ", not " + message));
                }
            }
        }

        int arrived() {
            synchronized (Traffic.this) {
                return arrived;
            }
        }
    }

    private interface Condition {
        boolean holds();
    }

    private final int number;
    private final int messages;
    private final Way toServer = new Way("c");
    private final Way toClient = new Way("s");
    private boolean released;
    private boolean over;
    private Throwable failure;
    private String closedFor;

    Traffic(int number, int messages) {
        this.number = number;
        this.messages = messages;
    }

    Way toServer() {
        return toServer;
    }

    Way toClient() {
        return toClient;
    }

    /** The last messages may go now: they are kept back until the upgrades are done. */
    synchronized void release() {
        released = true;
        notifyAll();
    }

    /** Waits until so many messages have arrived, both ways together, or nothing more will. */
    synchronized void awaitArrived(int count) {
        until(() -> over || toServer.arrived + toClient.arrived >= count);
    }

    synchronized boolean isComplete() {
        return toServer.arrived == messages && toClient.arrived == messages;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** No more is sent, whether or not all was. */
    synchronized void end() {
        over = true;
        notifyAll();
    }

    synchronized void fail(Throwable why) {
        if (failure == null) {
            failure = why;
        }
        end();
    }

    /** The server closed its end. */
    synchronized void closed(String reason) {
        closedFor = reason;
        end();
    }

    /** Waits until the server has closed its end, and says why it did. */
    synchronized String awaitClosed() {
        until(() -> closedFor != null || failure != null);
        return closedFor;
    }

    /** Throws what went wrong, if anything did. */
    synchronized void verify() {
        if (failure != null) {
            throw new AssertionError("session " + number + ": " + failure, failure);
        }
    }

    private void until(Condition condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.holds()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                fail(new AssertionError("nothing came any more in session " + number + ": " + toServer.arrived
                        + " messages at the server, " + toClient.arrived + " at the client"));
                return;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail(e);
                return;
            }
        }
    }
}
