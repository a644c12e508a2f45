package io.jettio.harness.check;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes results for programs. */
public final class Reports {
    private Reports() {}

    /**
     * Writes one JSON document.
     *
     * @throws IOException if it cannot be written
     */
    public static void json(Path file, String server, long seed, List<Result> results, Expectations expected)
            throws IOException {
        JsonObject report = new JsonObject();
        report.addProperty("server", server);
        report.addProperty("seed", seed);
        report.addProperty("passed", results.stream().filter(Result::passed).count());
        report.addProperty(
                "failed", results.stream().filter(result -> !result.passed()).count());
        JsonArray cases = new JsonArray();
        for (Result result : results) {
            JsonObject one = new JsonObject();
            one.addProperty("id", result.subject().id());
            one.addProperty("level", result.subject().level().toString());
            one.addProperty("section", result.subject().section().toString());
            one.addProperty("rule", result.subject().rule());
            one.addProperty("passed", result.passed());
            one.addProperty("expected", expected.meets(result));
            one.addProperty("millis", result.millis());
            one.addProperty("tries", result.tries());
            if (!result.passed()) {
                one.addProperty("failure", result.failure());
                JsonArray transcript = new JsonArray();
                result.transcript().forEach(transcript::add);
                one.add("transcript", transcript);
            }
            cases.add(one);
        }
        report.add("cases", cases);
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(report) + "\n");
    }

    /**
     * Writes one JUnit test suite; a failure that is expected is a skipped test, a pass that is not, a failure.
     *
     * @throws IOException if it cannot be written
     */
    public static void junit(Path file, String server, List<Result> results, Expectations expected) throws IOException {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        long skipped = results.stream()
                .filter(result -> !result.passed() && expected.meets(result))
                .count();
        xml.append(String.format(
                Locale.ROOT,
                "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\">%n",
                escaped(server),
                results.size(),
                expected.surprises(results).size(),
                skipped));
        for (Result result : results) {
            Case<?> subject = result.subject();
            xml.append(String.format(
                    Locale.ROOT,
                    "  <testcase classname=\"%s.%s\" name=\"%s %s\" time=\"%.3f\">",
                    subject.suite(),
                    subject.topic(),
                    subject.id(),
                    escaped(subject.rule()),
                    result.millis() / 1000.0));
            if (!expected.meets(result)) {
                String message = result.passed() ? "passed, which was not expected" : result.failure();
                xml.append("<failure message=\"")
                        .append(escaped(message))
                        .append("\">")
                        .append(escaped(subject.section() + "\n" + String.join("\n", result.transcript())))
                        .append("</failure>");
            } else if (!result.passed()) {
                xml.append("<skipped message=\"known: ")
                        .append(escaped(expected.reasons().getOrDefault(subject.id(), "")))
                        .append("\"/>");
            }
            xml.append("</testcase>\n");
        }
        Files.write(file, xml.append("</testsuite>\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Text for XML 1.0, without what it cannot carry. */
    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\n' -> safe.append("&#10;");
                default -> {
                    if (c < 0x20 || (c >= 0xd800 && c < 0xe000) || c == 0xfffe || c == 0xffff) {
                        safe.append("\\u%04x".formatted(c));
                    } else {
                        safe.appendCodePoint(c);
                    }
                }
            }
        });
        return safe.toString();
    }
}
