package io.jettio.common.jetty;

import static io.jettio.common.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.common.fixture.SteppedTime;
import io.jettio.common.run.HandOver;
import io.jettio.common.run.HandlerThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Jetty's selecting thread has for handlers is begun when it has read what there is, on whatever selector. */
class SelectorBatchTest {
    private static final int SELECTORS = 2;

    private final QueuedThreadPool jetty = new QueuedThreadPool();
    private final ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler();
    private final Manager manager = new Manager();
    private final ExecutorService handlers = Executors.newCachedThreadPool();
    private final HandlerThreads threads =
            new HandlerThreads("test", new SteppedTime().queue(), handlers, Executors.newCachedThreadPool());
    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> clients = new ArrayList<>();

    /** Whether selectors forget to hand over, as one does that will not select any more. */
    private volatile boolean forgetful;

    @BeforeEach
    void start() throws Exception {
        jetty.start();
        scheduler.start();
        manager.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (SocketChannel client : clients) {
            client.close();
        }
        manager.stop();
        scheduler.stop();
        jetty.stop();
        threads.close();
    }

    @Test
    void whatAReadBroughtIsBegunWhenItIsOver() throws IOException {
        SocketChannel client = connect();

        client.write(ByteBuffer.wrap(new byte[] {1}));

        eventually(() -> assertThat(ran).containsExactly("read 1"));
        client.write(ByteBuffer.wrap(new byte[] {2}));
        eventually(() -> assertThat(ran).containsExactly("read 1", "read 2"));
        assertThat(readings.get(0).begunMeanwhile).isFalse();
    }

    @Test
    void connectionsOfOneSelectorShareABatchAndOthersDoNot() throws IOException {
        for (int i = 0; i < 3 * SELECTORS; i++) {
            connect();
        }

        Set<HandOver> batches = new HashSet<>();
        for (Reading reading : readings) {
            HandOver batch = SelectorBatch.of(manager, reading.getEndPoint());
            assertThat(batch).isNotNull().isSameAs(reading.batch);
            batches.add(batch);
        }
        assertThat(batches).hasSize(SELECTORS);
        for (ManagedSelector selector : manager.getBeans(ManagedSelector.class)) {
            assertThat(selector.getBeans(SelectorBatch.class)).hasSize(1);
        }
    }

    @Test
    void whatIsLeftIsHandedOverWhenTheSelectorStops() throws Exception {
        connect();
        forgetful = true;
        readings.get(0).gather("left");
        assertThat(ran).isEmpty();

        manager.stop();

        eventually(() -> assertThat(ran).containsExactly("left"));
    }

    @Test
    void whatComesWhenTheSelectorHasStoppedIsHandedOverAtOnce() throws Exception {
        connect();
        manager.stop();

        readings.get(0).gather("late");

        eventually(() -> assertThat(ran).containsExactly("late"));
    }

    @Test
    void endPointWithoutASocketHasNone() {
        assertThat(SelectorBatch.of(manager, new ByteArrayEndPoint())).isNull();
    }

    @Test
    void endPointAroundAnotherHasTheSame() throws IOException {
        connect();
        EndPoint around = new ByteArrayEndPoint() {
            @Override
            public Object getTransport() {
                return readings.get(0).getEndPoint(); // as an end point of TLS does
            }
        };

        assertThat(SelectorBatch.of(manager, around)).isNotNull().isSameAs(readings.get(0).batch);
    }

    @Test
    void endPointOfOtherSelectorsHasNone() throws Exception {
        connect();
        Manager others = new Manager();
        others.start();

        assertThat(SelectorBatch.of(others, readings.get(0).getEndPoint())).isNull();
        others.stop();
    }

    /** A client whose connection is open at the server's side, too. */
    private SocketChannel connect() throws IOException {
        int before = readings.size();
        try (ServerSocketChannel listens = ServerSocketChannel.open()) {
            listens.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel client = SocketChannel.open(listens.getLocalAddress());
            clients.add(client);
            SocketChannel accepted = listens.accept();
            accepted.configureBlocking(false);
            manager.accept(accepted);
            eventually(() -> assertThat(readings).hasSize(before + 1));
            return client;
        }
    }

    private final class Manager extends SelectorManager {
        Manager() {
            super(jetty, scheduler, SELECTORS);
        }

        @Override
        protected ManagedSelector newSelector(int id) {
            return new ManagedSelector(this, id) {
                @Override
                public void submit(SelectorUpdate update) {
                    if (!forgetful || !(update instanceof SelectorBatch)) {
                        super.submit(update);
                    }
                }
            };
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            return new SocketChannelEndPoint((SocketChannel) channel, selector, key, getScheduler());
        }

        @Override
        public Connection newConnection(SelectableChannel channel, EndPoint end, Object attachment) {
            return new Reading(end);
        }
    }

    /** Brings work for each read, on the selecting thread. */
    private final class Reading extends NonBlockingConnection {
        final @Nullable HandOver batch;
        volatile boolean begunMeanwhile;

        Reading(EndPoint end) {
            super(end, jetty);
            batch = SelectorBatch.of(manager, end);
        }

        @Override
        public void onOpen() {
            super.onOpen();
            fillInterested();
            readings.add(this);
        }

        @Override
        public void onFillable() {
            ByteBuffer buffer = BufferUtil.allocate(1);
            try {
                if (getEndPoint().fill(buffer) < 0) {
                    close();
                    return;
                }
            } catch (IOException e) {
                getEndPoint().close(e);
                return;
            }
            gather("read " + buffer.get());
            fillInterested();
        }

        void gather(String piece) {
            assertThat(batch).isNotNull();
            batch.during(() -> {
                threads.execute(() -> ran.add(piece));
                begunMeanwhile |= ran.contains(piece);
            });
        }
    }
}
