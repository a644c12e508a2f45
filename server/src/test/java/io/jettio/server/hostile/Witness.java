package io.jettio.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.carrier.RawWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Another client's connection, which must not notice what a hostile one does. */
final class Witness implements AutoCloseable {
    private final RawWebSocket connection;
    private final String question;
    private final String answer;
    private int asked;

    private Witness(RawWebSocket connection, String question, String answer) {
        this.connection = connection;
        this.question = question;
        this.answer = answer;
    }

    /** Of an engine that echoes. */
    static Witness ofEngine(int port) {
        return open(port, "/engine.io/", "4witness %d", "4witness %d");
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

    private void send(String packet) {
        try {
            connection.sendText(packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String receive() {
        try {
            String packet = connection.receive().text();
            while (packet.equals("2")) {
                connection.sendText("3");
                packet = connection.receive().text();
            }
            return packet;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
