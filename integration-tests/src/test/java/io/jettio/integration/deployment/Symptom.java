package io.jettio.integration.deployment;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * One section of {@code docs/troubleshooting.md}, while a test brings its symptom about: each line of its block must be
 * seen, word for word, where {@code …} stands for anything.
 */
final class Symptom implements AutoCloseable {
    private static final Path PAGE = Path.of("..", "docs", "troubleshooting.md");
    private static final Pattern SECTION = Pattern.compile("(?ms)^## ([^\\n]+)\\n(.*?)(?=^## |\\z)");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```text\\n(.*?)^```$");
    private static final String NOTHING = "log nothing";

    private final List<String> unseen;
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.jettio.server");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    private Symptom(String block) {
        unseen = block.lines()
                .map(line -> line.replaceAll(" +", " ").trim())
                .collect(Collectors.toCollection(ArrayList::new));
        logged.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(logged);
    }

    /** The section of a heading; what Jettio logs is watched from then on. */
    static Symptom of(String heading) throws IOException {
        String section = sections().get(heading);
        if (section == null) {
            throw new AssertionError("no section \"" + heading + "\" in " + PAGE);
        }
        return new Symptom(block(heading, section));
    }

    /** The texts of the sections that have a block, by their headings. */
    static Map<String, String> sections() throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        for (MatchResult section :
                SECTION.matcher(Files.readString(PAGE)).results().toList()) {
            if (BLOCK.matcher(section.group(2)).find()) {
                sections.put(section.group(1), section.group(2));
            }
        }
        return sections;
    }

    private static String block(String heading, String section) {
        List<String> blocks =
                BLOCK.matcher(section).results().map(found -> found.group(1)).toList();
        assertThat(blocks).as("blocks of \"" + heading + "\"").hasSize(1);
        return blocks.get(0);
    }

    /** The client is told that it cannot connect. */
    void connectError(String message) {
        saw("client connect_error " + message);
    }

    /** The client is told that it is no longer connected. */
    void disconnect(String reason) {
        saw("client disconnect " + reason);
    }

    /** The client is told that an ack did not come. */
    void ackError(String message) {
        saw("client ack " + message);
    }

    /** The server's own handler is told why a socket went. */
    void serverDisconnect(String reason) {
        saw("server disconnect " + reason);
    }

    /** A request was answered. */
    void answer(RawPeer.Answer answer) {
        String after = answer.header("Retry-After");
        saw("answer " + answer.status() + (after.isEmpty() ? "" : ", Retry-After " + after) + " " + answer.body());
    }

    /** The page states what was seen. */
    void saw(String seen) {
        String line = seen.trim();
        List<String> stated = unseen.stream().filter(one -> fits(one, line)).toList();
        assertThat(stated)
                .as("what the page states of <%s>, of %s", line, unseen)
                .isNotEmpty();
        unseen.removeAll(stated);
    }

    private static boolean fits(String stated, String seen) {
        String pattern = stated.lines()
                .map(line -> "\\Q" + line.replace("…", "\\E.*\\Q") + "\\E")
                .collect(Collectors.joining());
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(seen).matches();
    }

    /** Waits until everything that the page says of the log was logged; then nothing may be left unseen. */
    @Override
    public void close() {
        try {
            List<String> lines =
                    unseen.stream().filter(line -> line.startsWith("log ")).toList();
            for (String line : lines) {
                if (line.equals(NOTHING)) {
                    assertThat(lines()).noneMatch(one -> !one.startsWith("log TRACE ") && !one.contains(" ended: "));
                } else {
                    await().pollDelay(Duration.ZERO)
                            .untilAsserted(() -> assertThat(lines()).as(line).anyMatch(logged -> fits(line, logged)));
                }
            }
            unseen.removeAll(lines);
            assertThat(unseen).as("what the page states and nobody saw").isEmpty();
        } finally {
            logger.detachAppender(logged);
            logger.setLevel(null);
            logged.stop();
        }
    }

    private List<String> lines() {
        List<ILoggingEvent> events;
        synchronized (logged) { // as whoever logs does
            events = List.copyOf(logged.list);
        }
        return events.stream()
                .map(event ->
                        "log " + event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage())
                .toList();
    }
}
