package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.jettio.common.websocket.CloseCode;
import io.jettio.common.websocket.WebSocketException;
import io.jettio.server.internal.engine.WebSocketHandler;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server makes of violations, and how long it waits for a close. */
class JettyWebSocketTest {
    private final ByteArrayEndPoint end = new ByteArrayEndPoint();
    private final WebSocketHandler handler = mock(WebSocketHandler.class);
    private final Scheduler scheduler = mock(Scheduler.class);
    private final Scheduler.Task patience = mock(Scheduler.Task.class);

    private final JettyWebSocket webSocket = new JettyWebSocket(
            end,
            Runnable::run,
            new ArrayByteBufferPool(),
            new JettyWebSocket.Setup(handler, new ClosingWebSockets(scheduler), null, 1_000));

    @BeforeEach
    void open() {
        when(scheduler.schedule(any(), anyLong(), any())).thenReturn(patience);
        end.setConnection(webSocket);
        webSocket.onOpen();
    }

    /** As the selector says. */
    private void closed() {
        webSocket.onClose((Throwable) null);
    }

    private String sent() {
        return HexFormat.of().formatHex(BufferUtil.toArray(end.takeOutput()));
    }

    @Test
    void peerThatBrokeTheProtocolHasAMomentToReadSo() {
        end.addInput(ByteBuffer.wrap(HexFormat.of().parseHex("838000000000"))); // a frame of an unknown kind
        verify(handler).onError(any(WebSocketException.class));
        assertThat(sent()).isEqualTo("880203ea");
        verify(scheduler).schedule(any(), eq(ClosingWebSockets.LAST_MILLIS), any());
        webSocket.abort();
        assertThat(end.isOpen()).as("after the session's end").isTrue();
        webSocket.cut();
        assertThat(end.isOpen()).as("after the moment").isFalse();
    }

    @Test
    void closeIsNotWaitedForBehindTheEnd() {
        webSocket.close(CloseCode.NORMAL);
        verify(scheduler).schedule(any(), eq(ClosingWebSockets.PATIENCE_MILLIS), any());
        verify(patience, never()).cancel();
        webSocket.cut();
        closed();
        verify(patience).cancel();
        verify(handler).onClosed();
    }

    @Test
    void closeOfOneThatIsGoneIsNotWaitedFor() {
        webSocket.cut();
        closed();
        webSocket.close(CloseCode.NORMAL);
        verify(patience).cancel();
        closed();
        verify(handler).onClosed();
    }
}
