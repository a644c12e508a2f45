package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When an end point asks the socket, and when it knows without. */
class OrderedReadsTest {
    private final Pair pair = new Pair();
    private final OrderedEndPoint end = new OrderedEndPoint(pair.below, null);

    OrderedReadsTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        pair.close();
    }

    private int read(int space) throws IOException {
        return end.fill(BufferUtil.allocate(space));
    }

    @Test
    void shortReadSaysThatNothingMoreIsThereBehindARequestOfOurs() throws IOException {
        pair.arrives("four");
        assertThat(read(8)).isEqualTo(4);
        end.bringsOurs(true);
        pair.arrives("more");

        assertThat(read(8)).isZero();
        assertThat(pair.below.asked).isEqualTo(1);
    }

    @Test
    void shortReadSaysNothingAboutWhatComesDuringSomebodyElsesRequest() throws IOException {
        pair.arrives("four");
        assertThat(read(8)).isEqualTo(4);
        pair.arrives("more");

        assertThat(read(8)).isEqualTo(4);
    }

    @Test
    void whoWaitsForBytesIsGivenThemAfterAShortRead() throws IOException {
        pair.arrives("four");
        assertThat(read(8)).isEqualTo(4);
        end.bringsOurs(true);

        end.fillInterested(Callback.NOOP);

        pair.arrives("more");
        assertThat(read(8)).isEqualTo(4);
        assertThat(pair.below.asked).isEqualTo(2);
    }

    @Test
    void whoWaitsForABodyIsGivenItAfterAShortRead() throws IOException {
        pair.arrives("four");
        assertThat(read(8)).isEqualTo(4);
        end.bringsOurs(true);

        assertThat(end.tryFillInterested(Callback.NOOP)).isTrue();

        pair.arrives("more");
        assertThat(read(8)).isEqualTo(4);
    }

    @Test
    void shortReadOfTlsSaysItOnlyBehindAWholeRequest() throws IOException {
        SslConnection.SslEndPoint tls = mock(SslConnection.SslEndPoint.class);
        when(tls.fill(any())).thenReturn(4);
        OrderedEndPoint over = new OrderedEndPoint(tls, null);

        assertThat(over.fill(BufferUtil.allocate(8))).isEqualTo(4);
        over.bringsOurs(false);
        assertThat(over.fill(BufferUtil.allocate(8)))
                .as("the body, of another record")
                .isEqualTo(4);
        over.bringsOurs(true);
        assertThat(over.fill(BufferUtil.allocate(8))).isZero();
        verify(tls, times(2)).fill(any());
    }

    @Test
    void readThatFilledTheBufferIsFollowedByAnother() throws IOException {
        pair.arrives("four more");

        assertThat(read(4)).isEqualTo(4);
        assertThat(read(8)).isEqualTo(5);
    }

    @Test
    void endBehindAShortReadIsSeenByWhoWaitsForBytes() throws IOException {
        pair.arrives("four");
        assertThat(read(8)).isEqualTo(4);
        end.bringsOurs(true);
        pair.peer.close();

        end.fillInterested(Callback.NOOP);

        await().untilAsserted(() -> assertThat(read(8)).isEqualTo(-1));
    }

    /** Two ends of a connection, of which one is read as Jetty does, and counted. */
    private static final class Pair implements Closeable {
        final SocketChannel peer;
        final Counted below;
        private final Selector selector = Selector.open();

        Pair() throws IOException {
            try (ServerSocketChannel listens = ServerSocketChannel.open()) {
                listens.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                peer = SocketChannel.open(listens.getLocalAddress());
                SocketChannel accepted = listens.accept();
                accepted.configureBlocking(false);
                accepted.register(selector, SelectionKey.OP_READ);
                below = new Counted(accepted);
            }
        }

        /** Bytes come, and are there when this returns. */
        void arrives(String text) throws IOException {
            peer.write(StandardCharsets.US_ASCII.encode(text));
            selector.selectedKeys().clear();
            assertThat(selector.select(30_000)).as("readable").isEqualTo(1);
        }

        @Override
        public void close() throws IOException {
            selector.close();
            peer.close();
            below.close();
        }
    }

    private static final class Counted extends SocketChannelEndPoint {
        int asked;

        Counted(SocketChannel channel) {
            super(channel, null, null, new ScheduledExecutorScheduler());
        }

        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            asked++;
            return super.fill(buffer);
        }
    }
}
