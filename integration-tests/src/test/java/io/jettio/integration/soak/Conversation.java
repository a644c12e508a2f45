package io.jettio.integration.soak;

import io.jettio.integration.proofs.SocketIoPeer;
import io.jettio.integration.proofs.SocketIoPeer.Kind;
import io.jettio.interop.SoakMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client and the server say to each other over one connection: numbered messages with checksums, some with an
 * attachment. The server answers each with one of its own numbering, and this end checks that none of them is lost, comes
 * twice, too early or changed. At the end the server tells how many it got.
 */
final class Conversation {
    /** How long something may be on its way; over a slow network messages wait for each other. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(45);

    /** How many messages may be under way at once. */
    private static final int WINDOW = 8;

    private static final int LONGEST = 2_000;
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";
    private static final Pattern MESSAGE = Pattern.compile("(2|51-)\\[\"m\",\"([^\"]+)\",(\\d+),(\\d+),(.*)]");
    private static final Pattern BYE = Pattern.compile("30\\[(\\d+)]");

    /** The connection ended while it was in use. */
    static final class Cut extends IOException {
        private static final long serialVersionUID = 1;

        Cut(Throwable cause) {
            super(cause.toString(), cause);
        }
    }

    private final String client;
    private final Kind kind;
    private final int messages;
    private final long paceMillis;
    private final Random random;

    // Guarded by this.
    private boolean joined;
    private long sent;
    private long received;
    private long counted = -1;
    private Matcher pending;
    private Throwable failure;

    Conversation(String client, Kind kind, int messages, long paceMillis, Random random) {
        this.client = client;
        this.kind = kind;
        this.messages = messages;
        this.paceMillis = paceMillis;
        this.random = random;
    }

    /**
     * Has the conversation, which is shorter if all are to end.
     *
     * @throws Cut if the connection was lost
     * @throws AssertionError if a rule was broken, or nothing came any more
     */
    void hold(int port, ExecutorService threads, BooleanSupplier ending) throws IOException, InterruptedException {
        SocketIoPeer peer;
        try {
            peer = SocketIoPeer.join(kind, port, "/socket.io/", threads, this::came, this::failed);
        } catch (IOException e) {
            throw new Cut(e);
        }
        try (peer) {
            awaitThat(() -> joined);
            int upgradeAfter = kind == Kind.UPGRADING ? random.nextInt(messages) : -1;
            for (int i = 0; i < messages && !ending.getAsBoolean(); i++) {
                awaitThat(() -> sent - received < WINDOW);
                send(peer);
                if (i == upgradeAfter) {
                    upgrade(peer);
                }
                pace();
            }
            awaitThat(() -> received == sent);
            peer.send("20[\"bye\"]");
            awaitThat(() -> counted >= 0);
            verifyCounted();
        }
    }

    private synchronized void verifyCounted() {
        if (counted != sent) {
            throw new AssertionError("the server got " + counted + " messages of " + this);
        }
    }

    /** Opens the connection and leaves it in the middle without a word. */
    void breakOff(int port, ExecutorService threads) throws IOException, InterruptedException {
        try (SocketIoPeer peer = SocketIoPeer.join(kind, port, "/socket.io/", threads, this::came, this::failed)) {
            awaitThat(() -> joined);
            for (int i = 0; i < WINDOW; i++) {
                send(peer);
            }
            peer.reset();
        }
    }

    private static void upgrade(SocketIoPeer peer) throws IOException, InterruptedException {
        try {
            peer.upgrade();
        } catch (IOException e) {
            throw new Cut(e);
        }
    }

    private synchronized void pace() throws InterruptedException {
        long until =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(paceMillis / 2 + random.nextLong(paceMillis + 1));
        for (long left = until - System.nanoTime(); left > 0 && failure == null; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void send(SocketIoPeer peer) {
        byte[] content = new byte[random.nextInt(LONGEST)];
        long number = sent++;
        if (number % 10 == 9) {
            random.nextBytes(content);
            peer.send("51-" + message(number, content, PLACEHOLDER), content);
        } else {
            for (int i = 0; i < content.length; i++) {
                content[i] = (byte) ('a' + random.nextInt(26));
            }
            peer.send("2" + message(number, content, '"' + new String(content, StandardCharsets.US_ASCII) + '"'));
        }
    }

    private String message(long number, byte[] content, String written) {
        long checksum = SoakMessage.checksum(client, number, content);
        return "[\"m\",\"" + client + "\"," + number + "," + checksum + "," + written + "]";
    }

    // ---------------------------------------------------------------- what comes

    private synchronized void came(String packet) {
        Matcher message = MESSAGE.matcher(packet);
        Matcher bye = BYE.matcher(packet);
        if (packet.startsWith("0{") && !joined) {
            joined = true;
        } else if (pending != null && packet.startsWith("b")) {
            Matcher header = pending;
            pending = null;
            received(header, Base64.getDecoder().decode(packet.substring(1)));
        } else if (pending == null && bye.matches()) {
            counted = Long.parseLong(bye.group(1));
        } else if (pending == null && message.matches()) {
            if (message.group(1).equals("51-")) {
                pending = message;
            } else {
                String text = message.group(5);
                received(message, text.substring(1, text.length() - 1).getBytes(StandardCharsets.UTF_8));
            }
        } else {
            throw new AssertionError("not expected by " + this + ": " + packet);
        }
        notifyAll();
    }

    private void received(Matcher message, byte[] content) {
        long number = Long.parseLong(message.group(3));
        if (!message.group(2).equals(client)
                || number != received
                || Long.parseLong(message.group(4)) != SoakMessage.checksum(client, number, content)) {
            throw new AssertionError("message " + received + " was to come to " + this + ", not " + message.group());
        }
        received++;
    }

    private synchronized void failed(Throwable why) {
        if (failure == null) {
            failure = why;
        }
        notifyAll();
    }

    private interface Condition {
        boolean holds();
    }

    private synchronized void awaitThat(Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.holds()) {
            long left = deadline - System.nanoTime();
            if (failure instanceof IOException) {
                throw new Cut(failure);
            } else if (failure != null) {
                throw new AssertionError("in " + this, failure);
            } else if (left <= 0) {
                throw new AssertionError("nothing came any more to " + this);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    synchronized long received() {
        return received;
    }

    @Override
    public synchronized String toString() {
        return client + " over " + kind + ", which sent " + sent + " and got " + received;
    }
}
