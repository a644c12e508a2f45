package io.jettio.server.internal.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.common.time.DeadlineQueue;
import io.jettio.server.jetty.OrderedHttp;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimedConnectorTest {
    private static final int CONNECTIONS = 20;
    private static final long PATIENCE_SECONDS = 20;

    private static final class Nothing extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            return false;
        }
    }

    private final Server jetty = new Server(OrderedHttp.threads(24));
    private final RequestTimeout timeout =
            new RequestTimeout(Duration.ofMinutes(1), new DeadlineQueue(System::nanoTime, () -> {}), new Nothing());
    private final TimedConnector connector = new TimedConnector(jetty, timeout, new HttpConnectionFactory());
    private final List<Thread> opened = new CopyOnWriteArrayList<>();
    private final List<Thread> closed = new CopyOnWriteArrayList<>();
    private final CountDownLatch allOpened = new CountDownLatch(CONNECTIONS);
    private final CountDownLatch allClosed = new CountDownLatch(CONNECTIONS);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        connector.addEventListener(new Connection.Listener() {
            @Override
            public void onOpened(Connection connection) {
                opened.add(Thread.currentThread());
                allOpened.countDown();
            }

            @Override
            public void onClosed(Connection connection) {
                closed.add(Thread.currentThread());
                allClosed.countDown();
            }
        });
        jetty.addConnector(connector);
        OrderedHttp.install(jetty);
        jetty.setHandler(timeout);
        jetty.start();
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
    }

    @Test
    void connectionsAreOpenedAndClosedByTheThreadsThatSelect() throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort()).close();
        }

        assertThat(allOpened.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(allClosed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        List<Thread> selecting = selecting();
        assertThat(opened).isSubsetOf(selecting);
        assertThat(closed).isSubsetOf(selecting);
    }

    private List<Thread> selecting() throws InterruptedException {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        for (ManagedSelector selector : connector.getSelectorManager().getBeans(ManagedSelector.class)) {
            CountDownLatch told = new CountDownLatch(1);
            selector.submit(ready -> {
                threads.add(Thread.currentThread());
                told.countDown();
            });
            assertThat(told.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        return threads;
    }
}
