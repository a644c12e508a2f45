package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

/** The first read is the selecting thread's, where that is allowed, and the others are as Jetty wants them. */
final class FreshEndPointTest {
    private final EndPoint below = mock(EndPoint.class);
    private final List<Boolean> allowed = new ArrayList<>(List.of(true));
    private final FreshEndPoint end = new FreshEndPoint(below, null, () -> allowed.remove(0));
    private final List<String> happened = new ArrayList<>();

    private Callback reader() {
        return Callback.from(
                () -> end.selected().behind(() -> happened.add("left")), failure -> happened.add("failed"));
    }

    private Callback asked(Callback reader) {
        end.fillInterested(reader);
        ArgumentCaptor<Callback> told = ArgumentCaptor.forClass(Callback.class);
        verify(below).fillInterested(told.capture());
        return told.getValue();
    }

    @Test
    void firstReadIsTheSelectingThreads() {
        Callback first = asked(reader());

        assertThat(first.getInvocationType()).isEqualTo(InvocationType.NON_BLOCKING);
        first.succeeded();

        assertThat(happened).containsExactly("left");
    }

    @Test
    void othersAreAsJettyWantsThem() {
        asked(reader());
        Callback second = reader();

        end.fillInterested(second);

        verify(below).fillInterested(second);
    }

    @Test
    void firstOneIsJettysWhereItIsNotAllowed() {
        allowed.set(0, false);
        Callback first = asked(Callback.from(() -> happened.add("read"), failure -> happened.add("failed")));

        assertThat(first.getInvocationType()).isEqualTo(InvocationType.BLOCKING);
        assertThat(first.getInvocationType()).as("asked again").isEqualTo(InvocationType.BLOCKING);
        first.succeeded();

        assertThat(happened).containsExactly("read");
    }

    @Test
    void failureIsTold() {
        asked(reader()).failed(new IllegalStateException("idle"));

        assertThat(happened).containsExactly("failed");
    }
}
