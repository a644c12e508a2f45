package io.jettio.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps what the server logs, and fails a test during which it logged a WARN or ERROR that nobody awaited. */
final class LogWatch implements BeforeEachCallback, AfterEachCallback {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> expected = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String trace = event.getThrowableProxy() == null
                    ? ""
                    : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + trace);
        }
    };

    /** Waits until an ERROR with these texts is logged. */
    void awaitError(String... texts) {
        expected.add(texts[0]);
        EngineOnJetty.eventually(() -> assertThat(lines)
                .anySatisfy(line -> assertThat(line).startsWith("ERROR").contains(texts)));
    }

    /** What was logged so far: level, logger, message, and what was thrown. */
    List<String> lines() {
        return lines;
    }

    /** Has a logger say more, until the test ends. */
    void level(String logger, Level level) {
        ((Logger) LoggerFactory.getLogger(logger)).setLevel(level);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        lines.clear();
        expected.clear();
        appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        appender.start();
        root().setAdditive(false);
        root().addAppender(appender);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        root().detachAppender(appender);
        root().setAdditive(true);
        appender.stop();
        for (Logger logger : ((LoggerContext) LoggerFactory.getILoggerFactory()).getLoggerList()) {
            if (logger.getName().startsWith("io.jettio")) {
                logger.setLevel(null);
            }
        }
        assertThat(lines)
                .filteredOn(line -> line.startsWith("ERROR") || line.startsWith("WARN"))
                .allMatch(line -> expected.stream().anyMatch(line::contains));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger("io.jettio");
    }
}
