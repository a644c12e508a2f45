package io.jettio.common.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.common.websocket.OpCode;
import io.jettio.protocol.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes out before the first message, and with it. */
class WebSocketOutputTest {
    private static final String BEGINNING = "0102030405";

    private final ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
    private final List<Throwable> broken = new ArrayList<>();

    private int flushes;
    private int takes = Integer.MAX_VALUE;

    /** Takes so many bytes at once and no more. */
    private final ByteArrayEndPoint end = new ByteArrayEndPoint() {
        @Override
        public boolean flush(ByteBuffer... bytes) throws IOException {
            flushes++;
            ByteBuffer first = bytes[0];
            if (first.remaining() <= takes) {
                return super.flush(first);
            }
            super.flush(first.slice(first.position(), takes));
            first.position(first.position() + takes);
            return false;
        }
    };

    private final WebSocketOutput output = new WebSocketOutput(end, buffers, null, broken::add);

    @AfterEach
    void nothingIsHeldNorBroken() {
        assertThat(buffers.getLeaks()).as("buffers in use").isEmpty();
        assertThat(broken).isEmpty();
    }

    private void send(String text) {
        output.add(OpCode.TEXT, false, Frame.text(text));
        output.flush(written -> assertThat(written).isTrue());
    }

    private String sent() {
        return HexFormat.of().formatHex(BufferUtil.toArray(end.takeOutput()));
    }

    /** What is sent until there are so many bytes of it, and nothing behind. */
    private String sent(int length) {
        StringBuilder all = new StringBuilder(sent());
        while (all.length() < 2 * length) {
            end.getWriteFlusher().completeWrite();
            all.append(sent());
        }
        end.getWriteFlusher().completeWrite();
        return all.append(sent()).toString();
    }

    @Test
    void beginningGoesOutWithTheFirstMessage() {
        output.beginWith(ByteBuffer.wrap(HexFormat.of().parseHex(BEGINNING)));
        send("m");
        assertThat(sent()).isEqualTo(BEGINNING + "81016d");
        assertThat(flushes).isEqualTo(1);
        output.begin();
        send("n");
        assertThat(sent()).isEqualTo("81016e");
    }

    @Test
    void beginningGoesOutAloneOnce() {
        output.beginWith(ByteBuffer.wrap(HexFormat.of().parseHex(BEGINNING)));
        output.begin();
        assertThat(sent()).isEqualTo(BEGINNING);
        output.begin();
        send("m");
        assertThat(sent()).isEqualTo("81016d");
    }

    @Test
    void beginningThatIsNotTakenAtOnceIsWhole() {
        takes = 3;
        output.beginWith(ByteBuffer.wrap(HexFormat.of().parseHex(BEGINNING)));
        send("m");
        assertThat(sent(8)).isEqualTo(BEGINNING + "81016d");
    }

    @Test
    void beginningAndALongMessageAreWhole() {
        takes = 1_000;
        output.beginWith(ByteBuffer.wrap(HexFormat.of().parseHex(BEGINNING)));
        send("x".repeat(200_000));
        assertThat(sent(5 + 10 + 200_000)).isEqualTo(BEGINNING + "817f0000000000030d40" + "78".repeat(200_000));
    }
}
