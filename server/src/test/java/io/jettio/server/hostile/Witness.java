package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.carrier.RawWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Another client's connection, which must not notice what a hostile one does. */
final class Witness implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final RawWebSocket connection;
    private final String question;
    private final String answer;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private int asked;

    private Witness(RawWebSocket connection, String question, String answer) {
        this.connection = connection;
        this.question = question;
        this.answer = answer;
        Thread reader = new Thread(this::read, "witness");
        reader.setDaemon(true);
        reader.start();
    }

    /** Of an engine that echoes, after a greeting if that is not empty. */
    static Witness ofEngine(int port, String greeting) {
        Witness witness = open(port, "/engine.io/", "4witness %d", "4witness %d");
        if (!greeting.isEmpty()) {
            assertThat(witness.receive()).isEqualTo(greeting);
        }
        return witness;
    }

    /** Of a Socket.IO server that answers an event {@code echo} with itself. */
    static Witness ofSocketIo(int port) {
        Witness witness = open(port, "/socket.io/", "42[\"echo\",%d]", "42[\"echo\",%d]");
        witness.send("40");
        assertThat(witness.receive()).startsWith("40{");
        return witness;
    }

    private static Witness open(int port, String path, String question, String answer) {
        try {
            RawWebSocket connection = RawWebSocket.connect(port, path + "?EIO=4&transport=websocket", "");
            connection.waitForEver(); // while nobody asks it, nothing may come for long
            Witness witness = new Witness(connection, question, answer);
            assertThat(witness.receive()).startsWith("0{");
            return witness;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks, and fails unless it is answered. */
    Witness echoes() {
        asked++;
        send(question.formatted(asked));
        assertThat(receive()).isEqualTo(answer.formatted(asked));
        return this;
    }

    private synchronized void send(String packet) {
        try {
            connection.sendText(packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String receive() {
        try {
            String packet = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return packet == null ? "nothing in time" : packet;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Answers heartbeats, also while the test is busy. */
    private void read() {
        try {
            while (true) {
                String packet = connection.receive().text();
                if (packet.equals("2")) {
                    send("3");
                } else {
                    received.add(packet);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            received.add("the end of the connection: " + e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
