package io.jettio.harness.check;

import io.jettio.harness.wire.Channel.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Collects the cases of a topic: what is set holds for the cases added after it.
 *
 * @param <T> what their scripts may use
 */
public final class Cases<T extends Trial> {
    private final String topic;
    private final List<Case<T>> cases = new ArrayList<>();
    private Section section;
    private Needs needs = Needs.NOTHING;
    private boolean last;

    /**
     * Begins a topic.
     *
     * @param topic what ids begin with: {@code E4-HANDSHAKE}
     * @param section where its first rules are from
     */
    public Cases(String topic, Section section) {
        this.topic = topic;
        this.section = section;
    }

    public Cases<T> section(Section next) {
        section = next;
        return this;
    }

    public Cases<T> needs(Needs next) {
        needs = next;
        return this;
    }

    /** What is added from now on is run alone, after all others. */
    public Cases<T> last() {
        last = true;
        return this;
    }

    public Cases<T> must(int number, String rule, Case.Script<T> script) {
        return add(Level.MUST, "%02d".formatted(number), rule, script);
    }

    public Cases<T> should(int number, String rule, Case.Script<T> script) {
        return add(Level.SHOULD, "%02d".formatted(number), rule, script);
    }

    public Cases<T> advisory(int number, String rule, Case.Script<T> script) {
        return add(Level.ADVISORY, "%02d".formatted(number), rule, script);
    }

    /** A case over each transport, {@code P} for polling and {@code W} for WebSocket. */
    public Cases<T> both(Level level, int number, String rule, BiConsumer<T, Transport> script) {
        for (Transport transport : Transport.values()) {
            add(
                    level,
                    "%02d%s".formatted(number, transport == Transport.POLLING ? "P" : "W"),
                    rule + (transport == Transport.POLLING ? " (polling)" : " (WebSocket)"),
                    trial -> script.accept(trial, transport));
        }
        return this;
    }

    private Cases<T> add(Level level, String number, String rule, Case.Script<T> script) {
        cases.add(new Case<>(topic + "-" + number, section, level, needs, rule, script, last));
        return this;
    }

    /** {@return the cases so far} */
    public List<Case<T>> list() {
        return List.copyOf(cases);
    }
}
