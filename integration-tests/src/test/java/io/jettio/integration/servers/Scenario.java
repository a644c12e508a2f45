package io.jettio.integration.servers;

import io.jettio.integration.Transports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a client does with a server. It knows neither the server's make nor what carries the messages.
 *
 * @param name the rule that it shows
 * @param options the server's, in the words of the JavaScript server
 * @param injects whether it has the server say what no server says
 * @param body what happens
 */
public record Scenario(String name, Map<String, ?> options, boolean injects, Body body) {
    /** What happens. */
    @FunctionalInterface
    public interface Body {
        void play(Clients clients, ServerHandle server) throws Exception;
    }

    static Scenario of(String name, Body body) {
        return new Scenario(name, Map.of(), false, body);
    }

    Scenario with(Map<String, ?> serverOptions) {
        return new Scenario(name, serverOptions, injects, body);
    }

    Scenario thatInjects() {
        return new Scenario(name, options, true, body);
    }

    /** Whether it can be played there: what a server says over polling is a response's body, which cannot be added to. */
    boolean fits(Transports transports) {
        return !injects || transports != Transports.POLLING;
    }

    /** All of them. */
    public static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.addAll(JoinScenarios.ALL);
        all.addAll(ValueScenarios.ALL);
        all.addAll(AckScenarios.ALL);
        all.addAll(EndScenarios.ALL);
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
