package io.jettio.common.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.common.run.HandOver;
import io.jettio.common.websocket.CloseCode;
import io.jettio.common.websocket.FrameReader;
import io.jettio.common.websocket.Side;
import io.jettio.common.websocket.WebSocketException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a WebSocket reads, what it holds meanwhile, and how it ends. */
class WebSocketConnectionTest {
    // As a client sends them, masked with zeros.
    private static final String MESSAGE = "828000000000";
    private static final String UNKNOWN = "838000000000";
    private static final String CLOSE = "88820000000003e8";

    private static final String OUR_CLOSE = "880203e8";

    private final Queue<Runnable> later = new ArrayDeque<>();
    private final ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
    private final List<String> told = new ArrayList<>();

    private boolean reset;

    /** Jetty's turns are taken when the test says so. */
    private final ByteArrayEndPoint end = new ByteArrayEndPoint() {
        @Override
        public int fill(ByteBuffer into) throws IOException {
            if (reset) {
                throw new IOException("reset");
            }
            return super.fill(into);
        }

        @Override
        protected void execute(Runnable task) {
            later.add(task);
        }
    };

    private final Telling webSocket = new Telling();

    /** Writes down what it is told, and does with a message what the test wants. */
    private final class Telling extends WebSocketConnection {
        int messages;
        int stopAt = Integer.MAX_VALUE;
        boolean refuses;
        boolean discards;
        Runnable atOpening = () -> {};
        Runnable atMessage = () -> {};

        Telling() {
            super(end, later::add, buffers, new FrameReader(Side.CLIENT, 1_000, false), null);
        }

        @Override
        protected boolean opened() {
            atOpening.run();
            return !refuses;
        }

        @Override
        protected boolean received(boolean binary, boolean compressed, byte[] bytes, int size) {
            messages++;
            boolean goOn = messages < stopAt;
            atMessage.run();
            return goOn;
        }

        @Override
        protected void violated(WebSocketException violation) {
            told.add("violated " + violation.code());
            if (discards) {
                discard();
                close(violation.code());
            }
        }

        @Override
        protected void failed(Throwable defect) {
            told.add("failed");
        }

        @Override
        protected void broken(Throwable failure) {
            told.add("broken");
            getEndPoint().close(failure);
        }

        @Override
        protected void finished(@Nullable Throwable cause) {
            told.add(cause == null ? "finished by the peer" : "finished");
            getEndPoint().close(cause);
        }

        @Override
        protected void ended() {
            told.add("ended");
        }
    }

    @AfterEach
    void nothingIsHeld() {
        assertThat(buffers.getLeaks()).as("buffers in use").isEmpty();
    }

    private static ByteBuffer bytes(String... frames) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(String.join("", frames)));
    }

    private void receive(int messages) {
        end.addInput(bytes(MESSAGE.repeat(messages)));
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

    /** As the selector says. */
    private void closed() {
        webSocket.onClose((Throwable) null);
    }

    private String sent() {
        return HexFormat.of().formatHex(BufferUtil.toArray(end.takeOutput()));
    }

    // ---------------------------------------------------------------- opening

    private static final String BEGINNING = "0102030405";

    @Test
    void beginningGoesOutWhenItIsOpenThoughNothingFollows() {
        webSocket.output().beginWith(bytes(BEGINNING));
        open();
        assertThat(sent()).isEqualTo(BEGINNING);
    }

    @Test
    void beginningGoesOutBeforeTheCloseOfOneThatIsRefused() {
        webSocket.output().beginWith(bytes(BEGINNING));
        webSocket.refuses = true;
        webSocket.atOpening = () -> webSocket.close(CloseCode.NORMAL);
        open();
        assertThat(sent()).isEqualTo(BEGINNING + OUR_CLOSE);
    }

    // ---------------------------------------------------------------- reading

    @Test
    void peerThatNeverStopsLeavesTheThreadToOthers() {
        receive(1_000_000);
        open();
        assertThat(webSocket.messages).as("one turn").isBetween(1, 60_000);
        while (webSocket.messages < 1_000_000) {
            int before = webSocket.messages;
            nextTurn();
            assertThat(webSocket.messages - before).as("another turn").isBetween(1, 60_000);
        }
        assertThat(later).isEmpty();
    }

    @Test
    void nothingIsHeldWhileNothingComes() {
        open();
        receive(3);
        assertThat(webSocket.messages).isEqualTo(3);
        nothingIsHeld();
    }

    @Test
    void whatMessagesBringIsGatheredWhileTheyAreRead() {
        HandOver handOver = new HandOver(() -> told.add("something is there"));
        webSocket.handsOverBy(handOver);
        webSocket.atMessage = () -> assertThat(HandOver.defers(() -> told.add("done")))
                .as("the thread gathers")
                .isTrue();
        open();

        receive(2);

        assertThat(webSocket.messages).isEqualTo(2);
        assertThat(told).containsExactly("something is there");
        handOver.finish();
        assertThat(told).containsExactly("something is there", "done", "done");
    }

    @Test
    void bytesBehindTheHandshakeAreReadFirst() {
        webSocket.onUpgradeTo(bytes(MESSAGE, MESSAGE.substring(0, 4)));
        end.addInput(bytes(MESSAGE.substring(4), MESSAGE));
        open();
        assertThat(webSocket.messages).isEqualTo(3);
    }

    @Test
    void stoppedReadingGoesOnWithTheNextMessageAndNoOther() {
        webSocket.stopAt = 2;
        receive(5);
        open();
        assertThat(webSocket.messages).isEqualTo(2);
        webSocket.stopAt = 4;
        webSocket.resume();
        nextTurn();
        assertThat(webSocket.messages).isEqualTo(4);
        assertThat(later).isEmpty();
        end.close();
        closed();
    }

    @Test
    void readingGoesOnWhereThatWasAskedForBeforeItStopped() {
        webSocket.stopAt = 2;
        webSocket.atMessage = () -> {
            if (webSocket.messages == 2) {
                webSocket.stopAt = 4;
                webSocket.resume();
            } else if (webSocket.messages == 3) {
                assertThat(later).as("of the one that reads").isEmpty();
            }
        };
        receive(5);
        open();
        assertThat(webSocket.messages).isEqualTo(4);
        end.close();
        closed();
    }

    @Test
    void whoIsNotToBeReadIsNotAndEnds() {
        webSocket.refuses = true;
        webSocket.onUpgradeTo(bytes(MESSAGE));
        receive(1);
        open();
        webSocket.resume();
        assertThat(webSocket.messages).isZero();
        assertThat(later).isEmpty();
        closed();
        assertThat(told).containsExactly("ended");
    }

    // ---------------------------------------------------------------- what breaks it

    @Test
    void violationEndsTheReading() {
        end.addInput(bytes(MESSAGE, UNKNOWN, MESSAGE));
        open();
        receive(1);
        webSocket.resume();
        assertThat(webSocket.messages).isEqualTo(1);
        assertThat(later).isEmpty();
        closed();
        assertThat(told).containsExactly("violated 1002", "ended");
    }

    @Test
    void whatFollowsAViolationIsDiscardedSoThatThePeerCanReadOurClose() {
        webSocket.discards = true;
        end.addInput(bytes(MESSAGE, UNKNOWN, MESSAGE));
        open();
        receive(100_000);
        assertThat(webSocket.messages).isEqualTo(1);
        assertThat(sent()).isEqualTo("880203ea");
        assertThat(end.isOutputShutdown()).isTrue();
        assertThat(end.isOpen()).isTrue();
        while (!later.isEmpty()) {
            nextTurn();
        }
        end.addInputEOF();
        closed();
        assertThat(told).containsExactly("violated 1002", "finished by the peer", "ended");
    }

    @Test
    void messageWhoseTakerFailsEndsTheReading() {
        webSocket.atMessage = () -> {
            throw new IllegalStateException("as planned");
        };
        receive(2);
        open();
        assertThat(webSocket.messages).isEqualTo(1);
        closed();
        assertThat(told).containsExactly("failed", "ended");
    }

    @Test
    void readThatFailsEndsTheReading() {
        open();
        reset = true;
        receive(1);
        assertThat(end.isOpen()).isFalse();
        assertThat(later).isEmpty();
        closed();
        assertThat(told).containsExactly("broken", "ended");
    }

    // ---------------------------------------------------------------- the end

    @Test
    void endWhileStoppedIsToldOnceAndLeavesNothing() {
        webSocket.stopAt = 1;
        receive(2);
        open();
        end.close();
        closed();
        webSocket.resume();
        assertThat(later).isEmpty();
        assertThat(told).containsExactly("ended");
    }

    @Test
    void endWhileAThreadReadsIsToldBehindWhatItReads() {
        webSocket.atMessage = () -> {
            if (webSocket.messages == 1) {
                closed();
                assertThat(told).isEmpty();
            }
        };
        receive(3);
        open();
        assertThat(webSocket.messages).isEqualTo(3);
        assertThat(told).containsExactly("ended");
    }

    @Test
    void endOfThePeerIsToldOnce() {
        open();
        end.addInputEOF();
        assertThat(end.isOpen()).isFalse();
        closed();
        closed();
        assertThat(told).containsExactly("finished by the peer", "ended");
    }

    @Test
    void closeOfThePeerIsAnsweredAndEndsTheConnection() {
        assertThat(webSocket.peersCode()).isEqualTo(CloseCode.ABNORMAL);
        end.addInput(bytes(CLOSE, MESSAGE));
        open();
        assertThat(webSocket.peersCode()).isEqualTo(CloseCode.NORMAL);
        assertThat(webSocket.messages).isZero();
        assertThat(sent()).isEqualTo(OUR_CLOSE);
        assertThat(end.isOpen()).isFalse();
    }

    @Test
    void answerToOurCloseEndsTheConnection() {
        open();
        webSocket.close(CloseCode.NORMAL);
        assertThat(sent()).isEqualTo(OUR_CLOSE);
        receive(1);
        assertThat(end.isOpen()).isTrue();
        assertThat(webSocket.messages).isEqualTo(1);
        end.addInput(bytes(CLOSE));
        assertThat(sent()).isEmpty();
        assertThat(end.isOpen()).isFalse();
    }

    @Test
    void pingIsAnswered() {
        end.addInput(bytes("898100000000aa"));
        open();
        assertThat(sent()).isEqualTo("8a01aa");
    }
}
