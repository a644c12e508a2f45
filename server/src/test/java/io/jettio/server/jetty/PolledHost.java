package io.jettio.server.jetty;

import io.jettio.server.SocketIoServer;
import io.jettio.server.hooks.RawPeer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An application's Jetty with one selecting thread, Socket.IO mounted in it, and pages of its own that may block. */
final class PolledHost {
    static final String PATH = "/socket.io/?EIO=4&transport=polling";

    private static final long PATIENCE_SECONDS = 20;

    /** What a page of the host's sees of the connection that it was asked for on. */
    record Seen(boolean exchanged, Connector connector, Object mark, boolean secure) {}

    /** Echoes events. */
    final SocketIoServer io = SocketIoServer.create();

    /** Not started; the connector has one selecting thread. */
    final Server jetty;

    final ServerConnector connector;

    /** On which end points requests came to the pages. */
    final BlockingQueue<EndPoint> ends = new LinkedBlockingQueue<>();

    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final CountDownLatch blocks = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    PolledHost() {
        this(new HttpConnectionFactory());
    }

    PolledHost(ConnectionFactory... protocols) {
        this(new Server(), null, protocols);
    }

    /** Makes one of a Jetty and a pool for its buffers, or for null Jetty's own. */
    PolledHost(Server jetty, @Nullable ByteBufferPool buffers, ConnectionFactory... protocols) {
        this.jetty = jetty;
        connector = new ServerConnector(jetty, null, null, buffers, 1, 1, protocols);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        io.onConnection(socket -> socket.on("echo", String.class, text -> socket.emit("echo", text)));
    }

    /** Starts it with its pages behind Socket.IO. */
    PolledHost start() throws Exception {
        return start(new SocketIoHandler(io, new Pages()));
    }

    PolledHost start(Handler handler) throws Exception {
        jetty.setHandler(handler);
        jetty.start();
        return this;
    }

    int port() {
        return connector.getLocalPort();
    }

    /** A session whose connection has had so many requests, three at the least. */
    PolledPeer session(int requests) {
        return new PolledPeer(new RawPeer(port())).joined(requests);
    }

    /** What the page that was asked for last saw. */
    Seen seen() throws InterruptedException {
        return seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until something of the host's blocks. */
    boolean isBlocked() throws InterruptedException {
        return blocks.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void goOn() {
        mayGoOn.countDown();
    }

    /** Blocks whoever calls until the test goes on. */
    void block() {
        blocks.countDown();
        try {
            mayGoOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The host's own pages. */
    final class Pages extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            ends.add(request.getConnectionMetaData().getConnection().getEndPoint());
            String path = Request.getPathInContext(request);
            if (path.equals("/none")) {
                return false;
            }
            if (path.equals("/throws")) {
                throw new IllegalStateException("the page is broken");
            }
            if (path.equals("/blocks")) {
                block();
            } else {
                see(request);
            }
            response.write(true, StandardCharsets.US_ASCII.encode("page " + path), callback);
            return true;
        }

        private void see(Request request) {
            ConnectionMetaData data = request.getConnectionMetaData();
            boolean exchanged = data.getConnection().getEndPoint() instanceof OrderedEndPoint;
            seen.add(new Seen(exchanged, data.getConnector(), data.getAttribute("mark"), request.isSecure()));
            data.setAttribute("mark", "set by a page");
        }
    }

    void stop() throws Exception {
        goOn();
        jetty.stop();
        io.close();
    }
}
