package io.jettio.harness.server;

import io.jettio.harness.check.Expect;
import io.jettio.harness.wire.Json;
import java.util.List;

/** How a case of the engine has the application answer, by the contract that it offers. */
public enum Dialect {
    /** Each message comes back as it is. */
    ENGINE("") {
        @Override
        public String ask(String text) {
            return "4" + text;
        }

        @Override
        public String answer(String text) {
            return "4" + text;
        }
    },
    /** After CONNECT, the event {@code message} comes back as {@code message-back}. */
    SOCKET("40") {
        @Override
        public String ask(String text) {
            return "42[\"message\"," + Json.quoted(text) + "]";
        }

        @Override
        public String answer(String text) {
            return "42[\"message-back\"," + Json.quoted(text) + "]";
        }
    };

    private final String greeting;

    Dialect(String greeting) {
        this.greeting = greeting;
    }

    /** {@return the packets to send before anything is answered; the application answers each with two} */
    public List<String> greeting() {
        return greeting.isEmpty() ? List.of() : List.of(greeting);
    }

    /** {@return the packet that asks for a text} */
    public abstract String ask(String text);

    /** {@return the packet that answers it} */
    public abstract String answer(String text);

    /** Fails unless a packet is the answer to a text. */
    public void expect(String packet, String text) {
        if (this == ENGINE) {
            Expect.equal(packet, answer(text));
        } else {
            Expect.packet(packet, "42", answer(text).substring(2));
        }
    }
}
