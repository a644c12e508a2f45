package io.jettio.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.wire.Endpoint;
import io.jettio.harness.wire.WebSocketPeer;

/** A connection of another client, which must not notice anything. */
final class Witness implements AutoCloseable {
    private final WebSocketPeer peer;
    private final String question;
    private final String answer;
    private int asked;

    private Witness(Endpoint endpoint, String question, String answer) {
        this.peer = WebSocketPeer.open(endpoint, "EIO=4&transport=websocket");
        this.question = question;
        this.answer = answer;
        assertThat(peer.text()).startsWith("0{");
    }

    /** A witness of the contract {@code engine}. */
    static Witness ofEngine(Endpoint endpoint) {
        return new Witness(endpoint, "4%d", "4%d").echoes();
    }

    /** A witness of the contract {@code socket}. */
    static Witness ofSocket(Endpoint endpoint) {
        Witness witness = new Witness(endpoint, "42[\"message\",%d]", "42[\"message-back\",%d]");
        witness.peer.sendText("40");
        assertThat(witness.peer.text()).startsWith("40{");
        assertThat(witness.peer.text()).isEqualTo("42[\"auth\",{}]");
        return witness.echoes();
    }

    Witness echoes() {
        asked++;
        peer.sendText(question.formatted(asked));
        assertThat(peer.text()).isEqualTo(answer.formatted(asked));
        return this;
    }

    @Override
    public void close() {
        peer.close();
    }
}
