package io.jettio.conformance.checker;

import io.jettio.harness.check.Case;
import io.jettio.harness.check.Expectations;
import io.jettio.harness.check.Level;
import io.jettio.harness.client.ClientTrial;
import io.jettio.harness.scenarios.Repertoire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code docs/interop.md} says of clients, from the failures that tests hold them to. */
final class ClientsOnPage {
    private static final Path EXPECTED = Path.of("../integration-tests/src/test/expect");

    private static final List<Case<ClientTrial>> CASES = Repertoire.all();

    private ClientsOnPage() {}

    static String text() throws IOException {
        Map<String, Map<String, String>> clients = new LinkedHashMap<>();
        clients.put("ours", Map.of());
        clients.put("socket.io-client 4.8, npm", known("node-client.txt"));
        clients.put("socket.io-client 2.1.2, Java", known("java-client.txt"));
        clients.put("python-socketio 5.7.2", known("python-client.txt"));
        StringBuilder page = new StringBuilder("\n## Clients\n\n");
        page.append(
                "[Checking a client](harness-client.md) says how. All four are checked in part in each build, and whole, at all levels, by `-Pproofs`: ours has\n");
        page.append(
                "to pass all, and the others fail what stands below, no more and no less. The first table counts what a client must do.\n\n");
        page.append("| topic | ").append(String.join(" | ", clients.keySet())).append(" |\n");
        page.append("|---|").append("---|".repeat(clients.size())).append('\n');
        for (String topic : topics()) {
            List<String> must = CASES.stream()
                    .filter(subject ->
                            subject.level() == Level.MUST && subject.id().startsWith(topic + "-"))
                    .map(Case::id)
                    .toList();
            if (!must.isEmpty()) {
                page.append("| `").append(topic).append("` | ");
                page.append(clients.values().stream()
                                .map(failed -> kept(must, failed) + " of " + must.size())
                                .collect(Collectors.joining(" | ")))
                        .append(" |\n");
            }
        }
        List<String> all = CASES.stream().map(Case::id).toList();
        page.append("| at all levels | ");
        page.append(clients.values().stream()
                        .map(failed -> kept(all, failed) + " of " + all.size())
                        .collect(Collectors.joining(" | ")))
                .append(" |\n");
        clients.forEach((name, failed) -> {
            if (!failed.isEmpty()) {
                page.append("\n### What ")
                        .append(name)
                        .append(" does otherwise\n\n| scenarios | what happens |\n|---|---|\n");
                byReason(failed)
                        .forEach((reason, ids) -> page.append("| ")
                                .append(ids.stream().map(id -> "`" + id + "`").collect(Collectors.joining(", ")))
                                .append(" | ")
                                .append(reason)
                                .append(" |\n"));
            }
        });
        return page.toString();
    }

    private static long kept(List<String> ids, Map<String, String> failed) {
        return ids.stream().filter(id -> !failed.containsKey(id)).count();
    }

    private static Map<String, String> known(String file) throws IOException {
        return Expectations.read(
                        EXPECTED.resolve(file), CASES.stream().map(Case::id).collect(Collectors.toSet()))
                .reasons();
    }

    private static Map<String, List<String>> byReason(Map<String, String> failed) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        failed.forEach((id, reason) ->
                byReason.computeIfAbsent(reason, any -> new ArrayList<>()).add(id));
        return byReason;
    }

    private static Set<String> topics() {
        Set<String> topics = new LinkedHashSet<>();
        CASES.forEach(subject -> topics.add(subject.suite() + "-" + subject.topic()));
        return topics;
    }
}
