package io.jettio.integration;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Gathers what Jettio logs while a test runs; all that is a warning or worse must be announced by the test. */
public final class LogWatch implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.jettio");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final List<String> expected = new ArrayList<>();

    public LogWatch() {
        appender.start();
        logger.addAppender(appender);
    }

    /** Announces a message that contains a text; it must be logged then. */
    public void expect(String text) {
        expected.add(text);
    }

    @Override
    public void close() {
        // What a thread is about to log may come behind what it has done.
        for (String text : expected) {
            await().pollDelay(Duration.ZERO)
                    .untilAsserted(() -> assertThat(messages())
                            .as("what Jettio logged")
                            .anyMatch(message -> message.contains(text)));
        }
        logger.detachAppender(appender);
        appender.stop();
        List<String> messages = messages();
        assertThat(messages)
                .as("what Jettio logged, but what was expected")
                .allMatch(message -> expected.stream().anyMatch(message::contains));
    }

    private List<String> messages() {
        List<ILoggingEvent> events;
        synchronized (appender) { // as whoever logs does
            events = List.copyOf(appender.list);
        }
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }
}
