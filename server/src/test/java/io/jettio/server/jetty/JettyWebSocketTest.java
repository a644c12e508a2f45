package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.Frame;
import io.jettio.server.internal.engine.WebSocketChannel;
import io.jettio.server.internal.engine.WebSocketHandler;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.Test;

/** When a WebSocket reads, and what it holds meanwhile. */
class JettyWebSocketTest {
    private static final byte[] MESSAGE = {(byte) 0x82, (byte) 0x80, 0, 0, 0, 0}; // empty, masked with zeros

    private final Queue<Runnable> later = new ArrayDeque<>();
    private final ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
    private final Counting handler = new Counting();

    /** Jetty's turns are taken when the test says so. */
    private final ByteArrayEndPoint end = new ByteArrayEndPoint() {
        @Override
        protected void execute(Runnable task) {
            later.add(task);
        }
    };

    private final JettyWebSocket webSocket = new JettyWebSocket(
            end,
            later::add,
            buffers,
            new JettyWebSocket.Setup(
                    handler, new ClosingWebSockets(new ScheduledExecutorScheduler("unused", true)), null, 1_000));

    private static final class Counting implements WebSocketHandler {
        int messages;
        int stopAt = Integer.MAX_VALUE;
        int closed;

        @Override
        public void onOpen(WebSocketChannel opened) {
            // the tests hold it themselves
        }

        @Override
        public boolean onMessage(Frame message) {
            messages++;
            return messages < stopAt;
        }

        @Override
        public void onClosed() {
            closed++;
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError("nothing fails here", failure);
        }
    }

    private void receive(int messages) {
        ByteBuffer bytes = ByteBuffer.allocate(messages * MESSAGE.length);
        while (bytes.hasRemaining()) {
            bytes.put(MESSAGE);
        }
        end.addInput(bytes.flip());
    }

    private void open() {
        end.setConnection(webSocket);
        webSocket.onOpen();
    }

    private void nextTurn() {
        Runnable turn = later.poll();
        assertThat(turn).as("a turn is due").isNotNull();
        if (turn != null) {
            turn.run();
        }
    }

    @Test
    void peerThatNeverStopsLeavesTheThreadToOthers() {
        receive(1_000_000);
        open();
        assertThat(handler.messages).as("one turn").isBetween(1, 60_000);
        while (handler.messages < 1_000_000) {
            int before = handler.messages;
            nextTurn();
            assertThat(handler.messages - before).as("another turn").isBetween(1, 60_000);
        }
        assertThat(later).isEmpty();
    }

    @Test
    void nothingIsHeldWhileNothingComes() {
        open();
        receive(3);
        assertThat(handler.messages).isEqualTo(3);
        assertThat(buffers.getLeaks()).as("buffers in use").isEmpty();
    }

    @Test
    void stoppedReadingGoesOnWithTheNextMessageAndNoOther() {
        handler.stopAt = 2;
        receive(5);
        open();
        assertThat(handler.messages).isEqualTo(2);
        handler.stopAt = 4;
        webSocket.resume();
        nextTurn();
        assertThat(handler.messages).isEqualTo(4);
        assertThat(later).isEmpty();
    }

    @Test
    void endWhileStoppedIsToldOnceAndLeavesNothing() {
        handler.stopAt = 1;
        receive(2);
        open();
        webSocket.cut();
        webSocket.onClose((Throwable) null); // as the selector says
        assertThat(handler.closed).isEqualTo(1);
        assertThat(buffers.getLeaks()).as("buffers in use").isEmpty();
    }

    @Test
    void endOfTheConnectionIsTold() {
        open();
        end.addInputEOF();
        assertThat(end.isOpen()).isFalse();
        webSocket.onClose((Throwable) null);
        webSocket.onClose((Throwable) null);
        assertThat(handler.closed).isEqualTo(1);
    }
}
