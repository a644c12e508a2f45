package io.jettio.client.internal.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.engine.EngineException.Stage;
import java.io.IOException;
import org.eclipse.jetty.io.EofException;
import org.junit.jupiter.api.Test;

/** What is told of failures that Jetty words for itself. */
final class JettyFailuresTest {
    @Test
    void endOfAConnectionIsToldWithoutWhatJettyKnowsOfItself() {
        EofException end = new EofException("HttpConnectionOverHTTP@1[…]");
        assertThat(JettyFailures.of("polling: GET failed", end, true, false))
                .hasMessage("polling: GET failed: the other side closed the connection")
                .extracting(failure -> failure.stage())
                .isEqualTo(Stage.TCP);
    }

    @Test
    void failureToWriteIsToldAsWhatItIs() {
        EofException failure = new EofException(new IOException("No route to host"));
        assertThat(JettyFailures.of("polling: GET failed", failure, true, false))
                .hasMessage("polling: GET failed: No route to host");
    }
}
