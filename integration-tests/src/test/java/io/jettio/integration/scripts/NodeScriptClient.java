package io.jettio.integration.scripts;

import io.jettio.integration.servers.Journal;
import io.jettio.integration.servers.LineProcess;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The official client, in a process of its own. */
final class NodeScriptClient implements ScriptClient {
    private final LineProcess process;
    private volatile Journal journal = new Journal();
    private Map<String, ?> sockets = Map.of();

    NodeScriptClient() {
        process = LineProcess.node(
                "scripted.mjs",
                report -> journal.add((String) report.get("from"), (String) report.get("entry")),
                "socket.io-client");
        if (!process.version().startsWith("4.8.")) {
            throw new AssertionError("the client is of another release: " + process.version());
        }
    }

    @Override
    public String name() {
        return "js";
    }

    @Override
    public void begin(String url, Script script, Journal fresh) {
        journal = fresh;
        sockets = script.sockets();
        process.tell(Map.of("op", "begin", "url", url, "options", script.options()));
        socket("a", "/");
    }

    private void socket(String name, Object namespace) {
        process.tell(Map.of("op", "socket", "socket", name, "ns", namespace, "options", sockets));
    }

    @Override
    public void follow(Script.Step step) {
        if (step.op().equals("socket")) {
            socket(step.target(), step.text("ns"));
        } else {
            process.tell(step.instruction());
        }
    }

    @Override
    public Map<String, ?> states(Predicate<String> of, Map<String, ?> expected) {
        Map<String, Object> states = new LinkedHashMap<>();
        ((Map<?, ?>) process.tell(Map.of("op", "state")).get("states"))
                .forEach((name, state) -> states.put((String) name, state));
        return states;
    }

    @Override
    public void end() {
        process.tell(Map.of("op", "end"));
    }

    /** Ends the process. */
    void stop() throws Exception {
        process.end();
    }
}
