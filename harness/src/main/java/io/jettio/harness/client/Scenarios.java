package io.jettio.harness.client;

import io.jettio.harness.check.Level;
import io.jettio.harness.check.Section;
import io.jettio.harness.client.Session.Via;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Collects the scenarios of a topic: what is set holds for those added after it. */
public final class Scenarios {
    private final String topic;
    private final List<Scenario> scenarios = new ArrayList<>();
    private Section section;

    /**
     * Begins a topic.
     *
     * @param topic what ids begin with: {@code C4-HANDSHAKE}
     * @param section where its first rules are from
     */
    public Scenarios(String topic, Section section) {
        this.topic = topic;
        this.section = section;
    }

    public Scenarios section(Section next) {
        section = next;
        return this;
    }

    public Scenarios must(int number, String rule, Scenario.Script script) {
        return add(Level.MUST, "%02d".formatted(number), rule, script);
    }

    public Scenarios should(int number, String rule, Scenario.Script script) {
        return add(Level.SHOULD, "%02d".formatted(number), rule, script);
    }

    public Scenarios advisory(int number, String rule, Scenario.Script script) {
        return add(Level.ADVISORY, "%02d".formatted(number), rule, script);
    }

    /** A scenario over each transport, {@code P} for polling and {@code W} for WebSocket. */
    public Scenarios both(Level level, int number, String rule, BiConsumer<ClientTrial, Via> script) {
        for (Via via : Via.values()) {
            add(
                    level,
                    "%02d%s".formatted(number, via == Via.POLLING ? "P" : "W"),
                    rule + (via == Via.POLLING ? " (polling)" : " (WebSocket)"),
                    trial -> script.accept(trial, via));
        }
        return this;
    }

    private Scenarios add(Level level, String number, String rule, Scenario.Script script) {
        scenarios.add(Scenario.of(topic + "-" + number, section, level, rule, script));
        return this;
    }

    /** {@return the scenarios so far} */
    public List<Scenario> list() {
        return List.copyOf(scenarios);
    }
}
