package io.jettio.integration.proofs;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What several threads emit to one client, judged at the client from the bytes alone: the packets of each thread are
 * numbered and come one after the other, and what hangs on a packet says whose it is. Each thread has a window, so that
 * all of them go on emitting while the client takes what has come.
 */
final class NumberedPackets implements Consumer<String> {
    static final int ATTACHMENTS = 3;

    private static final int WINDOW = Scale.of(64, 256);
    private static final int HEAD = 3 * Integer.BYTES;
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":%d}";
    private static final String PLACEHOLDERS =
            "," + PLACEHOLDER.formatted(0) + "," + PLACEHOLDER.formatted(1) + "," + PLACEHOLDER.formatted(2);
    private static final Pattern EVENT = Pattern.compile("(2|53-)(\\d*)\\[\"m\",(\\d+),(\\d+)(.*)]");

    private final int[] arrived;
    private final Semaphore[] windows;
    private Consumer<String> answers = answer -> {};

    // Guarded by this.
    private long all;
    private long attachments;
    private Matcher pending;
    private int attachment;
    private boolean disconnected;
    private Throwable failure;

    NumberedPackets(int threads) {
        arrived = new int[threads];
        windows = new Semaphore[threads];
        Arrays.setAll(windows, thread -> new Semaphore(WINDOW));
    }

    // ---------------------------------------------------------------- what is emitted

    /** Whether a thread may emit its next packet, waiting for that if need be; false when there is no sense in more. */
    boolean mayEmit(int thread) throws InterruptedException {
        if (!windows[thread].tryAcquire(60, TimeUnit.SECONDS)) {
            fail(new AssertionError("nothing came any more of thread " + thread));
        }
        synchronized (this) {
            return failure == null && !disconnected;
        }
    }

    /** An attachment that says whose it is, and has a length of its own. */
    static ByteBuffer attachment(int thread, int packet, int index) {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + (packet * 7 + index * 31) % 200);
        bytes.putInt(thread).putInt(packet).putInt(index);
        while (bytes.hasRemaining()) {
            bytes.put((byte) (thread + packet + index));
        }
        return bytes.flip();
    }

    /** What the client answers to a packet. */
    static String answer(int thread, int packet) {
        return thread + ":" + packet;
    }

    // ---------------------------------------------------------------- what comes

    /** Says where acks go: one for each packet that wants it, and for each tenth a second, which nobody waits for. */
    synchronized void answerBy(Consumer<String> sending) {
        answers = sending;
    }

    @Override
    public synchronized void accept(String packet) {
        if (packet.startsWith("0{")) {
            return;
        }
        if (disconnected) {
            throw new AssertionError("after the DISCONNECT came " + packet);
        }
        if (pending != null) {
            attachmentCame(packet);
        } else if (packet.equals("1")) {
            disconnected = true;
            Arrays.stream(windows).forEach(window -> window.release(WINDOW));
            notifyAll();
        } else {
            headerCame(packet);
        }
    }

    private void headerCame(String packet) {
        Matcher event = EVENT.matcher(packet);
        if (!event.matches()) {
            throw new AssertionError("not expected: " + packet);
        }
        int thread = Integer.parseInt(event.group(3));
        if (thread >= arrived.length || Integer.parseInt(event.group(4)) != arrived[thread]) {
            throw new AssertionError("after " + Arrays.toString(arrived) + " came " + packet);
        }
        boolean binary = event.group(1).equals("53-");
        if (!event.group(5).equals(binary ? PLACEHOLDERS : "")) {
            throw new AssertionError("not expected: " + packet);
        }
        if (binary) {
            pending = event;
            attachment = 0;
        } else {
            whole(event);
        }
    }

    private void attachmentCame(String packet) {
        int thread = Integer.parseInt(pending.group(3));
        int number = Integer.parseInt(pending.group(4));
        if (!packet.startsWith("b")
                || !attachment(thread, number, attachment)
                        .equals(ByteBuffer.wrap(Base64.getDecoder().decode(packet.substring(1))))) {
            throw new AssertionError("not attachment " + attachment + " of " + pending.group() + ": " + packet);
        }
        attachments++;
        if (++attachment == ATTACHMENTS) {
            Matcher event = pending;
            pending = null;
            whole(event);
        }
    }

    private void whole(Matcher event) {
        int thread = Integer.parseInt(event.group(3));
        int number = arrived[thread]++;
        String id = event.group(2);
        if (!id.isEmpty()) {
            String ack = "3" + id + "[\"" + answer(thread, number) + "\"]";
            answers.accept(ack);
            if (number % 10 == 0) {
                answers.accept(ack);
            }
        }
        all++;
        windows[thread].release();
        notifyAll();
    }

    synchronized void fail(Throwable why) {
        if (failure == null) {
            failure = why;
        }
        Arrays.stream(windows).forEach(window -> window.release(WINDOW));
        notifyAll();
    }

    // ---------------------------------------------------------------- what has come

    /** Waits until so many packets have come whole, and throws what went wrong, if anything did. */
    synchronized void awaitArrived(long count) throws InterruptedException {
        while (all < count && failure == null) {
            wait(); // whose window lets it wait too long tells us
        }
        verify();
    }

    /** Waits for the DISCONNECT, and throws what went wrong, if anything did. */
    synchronized void awaitDisconnected() throws InterruptedException {
        while (!disconnected && failure == null) {
            wait();
        }
        verify();
    }

    synchronized void verify() {
        if (failure != null) {
            throw new AssertionError("at the client: " + failure, failure);
        }
    }

    synchronized int arrived(int thread) {
        return arrived[thread];
    }

    synchronized long arrived() {
        return all;
    }

    synchronized long attachments() {
        return attachments;
    }
}
