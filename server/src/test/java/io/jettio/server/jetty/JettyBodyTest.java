package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.jettio.server.internal.engine.HttpExchange.BodyReader;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.Test;

/** When a request may end whose body somebody reads. */
class JettyBodyTest {
    private final Request request = mock(Request.class);
    private final BodyReader reader = mock(BodyReader.class);
    private final List<String> ended = new ArrayList<>();

    private JettyBody body() {
        when(request.getLength()).thenReturn(10L);
        JettyBody body = JettyBody.of(request);
        assertThat(body).isNotNull();
        return body;
    }

    @Test
    void aRequestWhoseAnswerFailedEndsBehindTheDemandThatIsUnderWay() {
        JettyBody body = body();
        doAnswer(demand -> {
                    body.answered(false, () -> ended.add("ended"));
                    assertThat(ended).as("while Jetty may still read").isEmpty();
                    return null;
                })
                .when(request)
                .demand(any());
        body.read(100, reader);
        assertThat(ended).containsExactly("ended");
        verify(reader, never()).onFailure(any());
    }

    @Test
    void nothingIsReadOnceTheAnswerFailed() {
        JettyBody body = body();
        body.read(100, reader);
        body.answered(false, () -> ended.add("ended"));
        assertThat(ended).containsExactly("ended");
        body.run();
        verify(request).read();
    }
}
