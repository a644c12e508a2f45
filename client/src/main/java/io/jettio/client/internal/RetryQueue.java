package io.jettio.client.internal;

import io.jettio.client.AckException;
import io.jettio.client.BufferFullException;
import io.jettio.client.ManagerOptions;
import io.jettio.client.internal.concurrent.Strand;
import io.jettio.protocol.socketio.Payload;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The events of a socket that are sent until they are acknowledged, one at a time and in order. Adding is thread-safe,
 * the rest belongs to the strand.
 */
final class RetryQueue {
    private static final int KEY_BYTES = 9;

    /** Sends one try of an event. */
    interface Sender {
        /** The ack of a try that has been sent, or null where there is no connection. Strand. */
        @Nullable
        PendingAck trySend(String event, Payload arguments, Sending sending);
    }

    private static final class Entry {
        final String event;
        final Payload arguments;
        final Sending sending;
        final CompletableFuture<Payload> answer = new CompletableFuture<>();
        int tries;
        // The try that is under way, or null.
        @Nullable
        PendingAck pending;

        Entry(String event, Payload arguments, Sending sending) {
            this.event = event;
            this.arguments = arguments;
            this.sending = sending;
        }
    }

    private final int retries;
    private final @Nullable String keyPrefix;
    private final Strand strand;
    private final SendBuffer room;
    private final Sender sender;
    private final AtomicLong nextKey = new AtomicLong();

    // Strand.
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private boolean closed;

    RetryQueue(ManagerOptions options, Strand strand, SendBuffer room, Sender sender) {
        this.retries = options.retries();
        this.keyPrefix = options.retryKeys() ? newKeyPrefix() : null;
        this.strand = strand;
        this.room = room;
        this.sender = sender;
    }

    private static String newKeyPrefix() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "-";
    }

    /** Whether events go this way at all. */
    boolean isUsed() {
        return retries > 0;
    }

    /** The text behind the arguments by which a server knows the event again, or null for none. Any thread. */
    @Nullable
    String nextKey() {
        return keyPrefix == null ? null : keyPrefix + nextKey.getAndIncrement();
    }

    /**
     * Takes an event to be sent until it is acknowledged. Any thread.
     *
     * @throws BufferFullException if too much waits
     */
    CompletableFuture<Payload> add(String event, Payload arguments, Sending sending) {
        if (!room.tryTake(1, arguments.bytes())) {
            throw new BufferFullException(room.describe());
        }
        Entry entry = new Entry(event, arguments, sending);
        var unused = entry.answer.whenComplete((answer, failure) -> room.give(1, arguments.bytes()));
        strand.execute(() -> {
            if (closed) {
                fail(entry, AckException.Reason.DISCONNECTED);
                return;
            }
            queue.add(entry);
            if (sending.timeToLive() != null) {
                Strand.Timer life = strand.after(sending.timeToLive(), () -> expire(entry));
                var unusedToo = entry.answer.whenComplete((answer, failure) -> life.cancel());
            }
            drain();
        });
        if (strand.hasStopped()) {
            fail(entry, AckException.Reason.DISCONNECTED);
        }
        return entry.answer;
    }

    /** What was never sent needs no connection any more once its time is over. */
    private void expire(Entry entry) {
        if (entry.tries == 0 && queue.remove(entry)) {
            fail(entry, AckException.Reason.EXPIRED);
        }
    }

    /** Sends the first event unless a try of it is under way. */
    void drain() {
        Entry head = queue.peek();
        while (head != null && head.answer.isDone()) {
            // Cancelled.
            queue.remove();
            head = queue.peek();
        }
        if (head == null || head.pending != null) {
            return;
        }
        Entry entry = head;
        PendingAck ack = sender.trySend(entry.event, entry.arguments, entry.sending);
        if (ack != null) {
            entry.tries++;
            entry.pending = ack;
            var unused = ack.answer()
                    .whenComplete((answer, failure) -> strand.execute(() -> tried(entry, ack, answer, failure)));
        }
    }

    private void tried(Entry entry, PendingAck ack, @Nullable Payload answer, @Nullable Throwable failure) {
        if (entry.pending != ack) {
            return;
        }
        entry.pending = null;
        if (answer != null) {
            queue.remove(entry);
            entry.answer.complete(answer);
        } else if (entry.tries > retries && failure != null) {
            queue.remove(entry);
            entry.answer.completeExceptionally(failure);
        }
        drain();
    }

    /** Nothing will be sent any more, whatever comes. */
    void close() {
        closed = true;
        clear();
    }

    /** Drops what waits. */
    void clear() {
        for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
            fail(entry, AckException.Reason.DISCONNECTED);
        }
    }

    private static void fail(Entry entry, AckException.Reason reason) {
        entry.answer.completeExceptionally(new AckException(entry.event, reason));
    }

    int size() {
        return queue.size();
    }
}
