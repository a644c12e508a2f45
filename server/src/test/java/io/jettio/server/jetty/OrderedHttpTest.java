package io.jettio.server.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody reads from a connection while another thread that has read from it is about to leave. */
final class OrderedHttpTest {
    /** How long a thread that has read is held up; another that reads meanwhile is seen at once. */
    private static final long HELD_MILLIS = 300;

    private final AtomicInteger overlaps = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final Server jetty = new Server(OrderedHttp.threads(16));

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
    }

    private int start() throws Exception {
        ServerConnector connector = new ServerConnector(jetty) {
            @Override
            protected SocketChannelEndPoint newEndPoint(
                    SocketChannel channel, ManagedSelector selector, SelectionKey key) {
                return new Held(channel, selector, key);
            }
        };
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        jetty.addConnector(connector);
        OrderedHttp.install(jetty);
        jetty.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Thread answers = new Thread(
                        () -> response.write(true, StandardCharsets.US_ASCII.encode("answered"), callback), "answers");
                answers.start();
                return true;
            }
        });
        jetty.start();
        return connector.getLocalPort();
    }

    /**
     * Holds up whoever has parsed, which is when Jetty asks for the connection, and whoever has found the end; until somebody
     * else reads, or for a moment.
     */
    private final class Held extends SocketChannelEndPoint {
        private final CountDownLatch overlapped = new CountDownLatch(1);
        private volatile Thread held;

        Held(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            super(channel, selector, key, jetty.getScheduler());
        }

        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            if (held != null && held != Thread.currentThread()) {
                overlapped.countDown();
            }
            reads.incrementAndGet();
            int filled = super.fill(buffer);
            if (filled < 0) {
                hold();
            }
            return filled;
        }

        @Override
        public Connection getConnection() {
            if (StackWalker.getInstance().walk(frames -> frames.anyMatch(Held::reads))) {
                hold();
            }
            return super.getConnection();
        }

        private static boolean reads(StackWalker.StackFrame frame) {
            return frame.getMethodName().equals("onFillable");
        }

        private void hold() {
            held = Thread.currentThread();
            try {
                if (overlapped.await(HELD_MILLIS, TimeUnit.MILLISECONDS)) {
                    overlaps.incrementAndGet();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            held = null;
        }
    }

    private static String exchange(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: x\r\nX-Cut: o",
                "GET / HT",
                "GET / HTTP/1.1\r\nHost: x\r\nno field\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nX-Cut: o",
                "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nno field\r\n\r\n"
            })
    void badHeadIsLeftBeforeItsConnectionIsReadOn(String request) throws Exception {
        int port = start();

        assertThat(exchange(port, request)).contains("HTTP/1.1 400 ");

        assertThat(overlaps).hasValue(0);
    }

    @Test
    void requestsThatOtherThreadsAnswerFollowEachOther() throws Exception {
        int port = start();
        String request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

        assertThat(exchange(port, request.repeat(3)).split("answered", -1)).hasSize(4);

        assertThat(overlaps).hasValue(0);
    }

    @Test
    void socketIsNotAskedBetweenAnAnswerAndTheNextRequest() throws Exception {
        int port = start();
        byte[] request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(request);
                StringBuilder answer = new StringBuilder();
                while (answer.indexOf("answered") < 0) {
                    answer.append((char) socket.getInputStream().read());
                }
            }
        }

        assertThat(overlaps).hasValue(0);
        assertThat(reads.get())
                .as("one for each request, and one of the end at the most")
                .isBetween(3, 4);
    }

    @Test
    void serverAtAnAddressHasBothParts() throws Exception {
        Server made = OrderedHttp.server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ServerConnector connector = (ServerConnector) made.getConnectors()[0];

        assertThat(connector.getHost())
                .isEqualTo(InetAddress.getLoopbackAddress().getHostName());
        assertThat(connector.getDefaultConnectionFactory())
                .isInstanceOf(HttpConnectionFactory.class)
                .isNotExactlyInstanceOf(HttpConnectionFactory.class);
        assertThat(made.getThreadPool()).hasSameClassAs(OrderedHttp.threads(16));
    }

    @Test
    void anotherPoolIsRefused() {
        Server other = new Server();

        assertThatThrownBy(() -> OrderedHttp.install(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OrderedHttp.threads");
    }

    @Test
    void connectorWithAnExecutorOfItsOwnIsRefused() {
        jetty.addConnector(new ServerConnector(jetty, Runnable::run, null, null, 0, 1, new HttpConnectionFactory()));

        assertThatThrownBy(() -> OrderedHttp.install(jetty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("executor");
    }

    @Test
    void onlyJettysOwnFactoryIsExchangedAndItsConfigurationKept() {
        HttpConnectionFactory plain = new HttpConnectionFactory(new HttpConfiguration());
        HttpConnectionFactory own = new HttpConnectionFactory(new HttpConfiguration()) {};
        ServerConnector first = new ServerConnector(jetty, new SslConnectionFactory("http/1.1"), plain);
        ServerConnector second = new ServerConnector(jetty, own);
        jetty.addConnector(first);
        jetty.addConnector(second);

        OrderedHttp.install(jetty);

        assertThat(first.getConnectionFactory(HttpConnectionFactory.class))
                .isNotSameAs(plain)
                .satisfies(http -> assertThat(http.getHttpConfiguration()).isSameAs(plain.getHttpConfiguration()));
        assertThat(first.getDefaultConnectionFactory()).isInstanceOf(SslConnectionFactory.class);
        assertThat(second.getDefaultConnectionFactory()).isSameAs(own);
    }
}
