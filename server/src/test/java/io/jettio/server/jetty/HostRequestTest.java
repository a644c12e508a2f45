package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.isA;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** A host's request waits until the selecting thread has left the connection, and has an end where there are no threads. */
final class HostRequestTest {
    private final Callback callback = mock(Callback.class);
    private final Request request = mock(Request.class);
    private final SelectedRead read = new SelectedRead(null);
    private final List<String> happened = new ArrayList<>();

    private HostRequest on(Executor threads) {
        Components components = mock(Components.class);
        when(request.getComponents()).thenReturn(components);
        when(components.getExecutor()).thenReturn(threads);
        return new HostRequest(
                (asked, response, done) -> happened.add("handled"), request, mock(Response.class), callback);
    }

    @Test
    void isGivenAThreadWhenTheReadIsOver() {
        HostRequest page = on(Runnable::run);

        read.run(() -> {
            page.behind(read);
            happened.add("read");
        });

        assertThat(happened).containsExactly("read", "handled");
        read.run(() -> happened.add("read on"));
        assertThat(happened).containsExactly("read", "handled", "read on");
    }

    @Test
    void isGivenAThreadAlsoBehindAReadThatFails() {
        HostRequest page = on(Runnable::run);

        assertThat(catchThrowable(() -> read.run(() -> {
                    page.behind(read);
                    throw new IllegalStateException("the connection is broken");
                })))
                .hasMessage("the connection is broken");

        assertThat(happened).containsExactly("handled");
    }

    @Test
    void failsWhereThreadsAreRefused() {
        HostRequest page = on(job -> {
            throw new RejectedExecutionException("no more");
        });

        read.run(() -> page.behind(read));

        verify(callback).failed(isA(RejectedExecutionException.class));
        verify(callback, never()).succeeded();
    }

    @Test
    void failsWhenTheThreadsStopBeforeItIsBegun() {
        on(Runnable::run).close();

        verify(callback).failed(isA(RejectedExecutionException.class));
        assertThat(happened).isEmpty();
    }
}
