package io.jettio.conformance.checker;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jettio.harness.cases.Catalogue;
import io.jettio.harness.check.Case;
import io.jettio.harness.check.Expectations;
import io.jettio.harness.check.Level;
import io.jettio.harness.server.Dialect;
import io.jettio.harness.server.Offer;
import io.jettio.harness.server.ServerTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes {@code docs/interop.md}: for Node from the failures that a test holds it to, for others from results that were
 * recorded with {@code --json}.
 */
final class InteropPage {
    static final Path PAGE = Path.of("../docs/interop.md");

    private static final Path NODE = Path.of("src/test/expect/node-socket.txt");
    private static final Path NODE_ENGINE = Path.of("src/test/expect/node-engine.txt");
    private static final Path RECORDED = Path.of("src/test/recorded");
    private static final String BY_NOBODY = "no specification says it: ";

    /** Not run against Node's: it does not survive them. */
    private static final List<String> DEADLY = List.of("S5-HOSTILE-211", "S5-HOSTILE-212");

    private static final int EXCHANGES = 6;
    private static final int LINES = 16;
    private static final int WIDTH = 160;

    private final StringBuilder page = new StringBuilder();
    private final List<Case<ServerTrial>> cases;

    private InteropPage() {
        Offer offer = new Offer(Dialect.SOCKET, true, Set.of(4));
        cases = Catalogue.all().stream().filter(offer::suits).toList();
    }

    /** A server whose results are a file. */
    private record Recorded(String name, JsonArray results) {
        static Recorded read(String name, String file) throws IOException {
            JsonObject report = JsonParser.parseString(Files.readString(RECORDED.resolve(file)))
                    .getAsJsonObject();
            return new Recorded(name, report.getAsJsonArray("cases"));
        }

        List<JsonObject> failures() {
            List<JsonObject> failures = new ArrayList<>();
            for (JsonElement result : results) {
                if (!result.getAsJsonObject().get("passed").getAsBoolean()) {
                    failures.add(result.getAsJsonObject());
                }
            }
            return failures;
        }

        String passedOf(String topic) {
            int passed = 0;
            int all = 0;
            for (JsonElement result : results) {
                if (result.getAsJsonObject().get("id").getAsString().startsWith(topic + "-")) {
                    all++;
                    passed += result.getAsJsonObject().get("passed").getAsBoolean() ? 1 : 0;
                }
            }
            return all == 0 ? "–" : passed + " of " + all;
        }
    }

    /**
     * Writes the page.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(PAGE, text());
    }

    static String text() throws IOException {
        return new InteropPage().written();
    }

    private String written() throws IOException {
        Set<String> ids = Catalogue.all().stream().map(Case::id).collect(Collectors.toSet());
        Map<String, String> node = Expectations.read(NODE, ids).reasons();
        Recorded python = Recorded.read("python-socketio 5.7.2 on aiohttp", "python-socket.json");
        Recorded netty = Recorded.read("netty-socketio 2.0.14", "netty-socket.json");
        line("# Who keeps what: servers under the checker");
        line("");
        line(
                "Written by `InteropPage` in `conformance`, which a test compares with this page. [The harness](harness.md) says");
        line(
                "what is checked and how. Ours and Node's are checked in each build, at all levels: ours has to pass all, and Node's");
        line(
                "fails what stands below, no more and no less. Python's and Netty's were recorded with `--json`, at the level `must`;");
        line("their servers are `socket_server.py` and `NettySocketServer` among the tests of `conformance`.");
        overview(node.keySet(), List.of(python, netty));
        known(node, "socket.io 4.8 for Node.js, contract `socket`");
        line("`S5-HOSTILE-211` and `S5-HOSTILE-212`, the deepest nesting, are left out: it does not survive them.");
        Map<String, String> engine = Expectations.read(NODE_ENGINE, ids).reasons();
        line("");
        line("On the contract `engine`, engine.io 6.6 fails " + engine.size() + " cases, "
                + engine.keySet().stream().filter(node::containsKey).count() + " of which stand above.");
        recorded(python);
        recorded(netty);
        page.append(ClientsOnPage.text());
        return page.toString();
    }

    private void overview(Set<String> node, List<Recorded> others) {
        line("");
        line("## By topic, what a server must do");
        line("");
        line("| topic | ours | socket.io 4.8, Node.js | " + names(others) + " |");
        line("|---|---|---|" + "---|".repeat(others.size()));
        Set<String> topics = new LinkedHashSet<>();
        cases.forEach(subject -> topics.add(subject.suite() + "-" + subject.topic()));
        for (String topic : topics) {
            List<String> must = ids(topic, Level.MUST);
            if (must.isEmpty()) {
                continue;
            }
            long kept = must.stream().filter(id -> !node.contains(id)).count();
            line("| `%s` | %d of %d | %d of %d | %s |"
                    .formatted(
                            topic,
                            must.size(),
                            must.size(),
                            kept,
                            must.size(),
                            others.stream().map(one -> one.passedOf(topic)).collect(Collectors.joining(" | "))));
        }
        line("");
        int failed = node.size() + DEADLY.size();
        line("At all levels: ours keeps %d of %d rules, Node's %d."
                .formatted(cases.size(), cases.size(), cases.size() - failed));
    }

    private static String names(List<Recorded> others) {
        return others.stream().map(Recorded::name).collect(Collectors.joining(" | "));
    }

    private List<String> ids(String topic, Level level) {
        return cases.stream()
                .filter(subject -> subject.level() == level && subject.id().startsWith(topic + "-"))
                .map(Case::id)
                .toList();
    }

    /** Known failures: those that break a sentence first, by that sentence; then those that break none. */
    private void known(Map<String, String> reasons, String name) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        reasons.forEach((id, reason) ->
                byReason.computeIfAbsent(reason, any -> new ArrayList<>()).add(id));
        line("");
        line("## " + name);
        for (boolean broken : new boolean[] {true, false}) {
            line("");
            line(broken ? "### Against a sentence of a specification" : "### Where no specification says anything");
            line("");
            line(broken ? "| cases | the sentence, and what happens |" : "| cases | what happens |");
            line("|---|---|");
            byReason.forEach((reason, ids) -> {
                if (reason.startsWith(BY_NOBODY) != broken) {
                    String said = broken ? reason : reason.substring(BY_NOBODY.length());
                    line("| " + listed(ids) + " | " + cell(said) + " |");
                }
            });
        }
        line("");
    }

    private static String listed(List<String> ids) {
        return ids.stream().map(id -> "`" + id + "`").collect(Collectors.joining(", "));
    }

    private void recorded(Recorded server) {
        List<JsonObject> failures = server.failures();
        Map<String, List<JsonObject>> alike = new LinkedHashMap<>();
        failures.forEach(failure ->
                alike.computeIfAbsent(told(failure), any -> new ArrayList<>()).add(failure));
        line("");
        line("## " + server.name() + ", contract `socket`");
        line("");
        line(
                "%d rules were kept, %d were not. A session that fails at its first step fails each case that goes on from there,"
                        .formatted(server.results().size() - failures.size(), failures.size()));
        line("so what failed is told by how it failed.");
        line("");
        line("| what came | cases |");
        line("|---|---|");
        alike.forEach((told, those) -> line("| " + cell(told) + " | "
                + listed(those.stream().map(one -> one.get("id").getAsString()).toList()) + " |"));
        line("");
        line("### What went over the wire");
        List<List<JsonObject>> most = new ArrayList<>(alike.values());
        most.sort(Comparator.comparingInt(List<JsonObject>::size).reversed());
        most.stream().limit(EXCHANGES).forEach(those -> exchange(those.get(0)));
    }

    /** A failure's message, with what differs from run to run taken out. */
    private static String told(JsonObject failure) {
        return shortened(failure.get("failure")
                .getAsString()
                .replaceAll("\"sid\":\"[^\"]*\"", "\"sid\":\"…\"")
                .lines()
                .findFirst()
                .orElse(""));
    }

    private void exchange(JsonObject failure) {
        line("");
        line("`%s`: %s"
                .formatted(failure.get("id").getAsString(), failure.get("rule").getAsString()));
        line("(%s)".formatted(failure.get("section").getAsString()));
        line("");
        line("```");
        int lines = 0;
        for (JsonElement told : failure.getAsJsonArray("transcript")) {
            if (lines++ == LINES) {
                line("…");
                break;
            }
            line(shortened(told.getAsString()));
        }
        line("(" + told(failure) + ")");
        line("```");
    }

    private static String shortened(String text) {
        String shown = text.codePoints()
                .map(c -> c < 0x20 || c == 0xfffd ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .stripTrailing();
        return shown.length() > WIDTH ? shown.substring(0, WIDTH) + "…" : shown;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("[", "\\[");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
