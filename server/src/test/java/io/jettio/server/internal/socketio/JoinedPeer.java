package io.jettio.server.internal.socketio;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.server.Socket;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server with one joined client, and what its handlers write down. The event {@code end} is written down as such, so
 * that a test can wait until everything before it was handled.
 */
final class JoinedPeer implements AutoCloseable {
    final SocketIoBench bench = new SocketIoBench();
    final List<String> told = new CopyOnWriteArrayList<>();
    final FakeWebSocket peer;
    final Socket socket;

    JoinedPeer() {
        List<Socket> joined = new CopyOnWriteArrayList<>();
        bench.io().onConnection(joined::add);
        peer = bench.join();
        eventually(() -> assertThat(joined).hasSize(1));
        socket = joined.get(0);
        socket.on("end", payload -> told.add("end"));
    }

    /**
     * Has the client send packets, and waits until they were handled and what was sent meanwhile has gone out, which is
     * after the handlers of one batch have returned.
     */
    void receive(String... packets) {
        for (String packet : packets) {
            peer.receive(packet);
        }
        long ends = ends();
        peer.receive("42[\"end\"]");
        eventually(() -> {
            assertThat(ends()).isEqualTo(ends + 1);
            assertThat(bench.core().health().mostQueuedPackets()).as("queued").isZero();
        });
    }

    private long ends() {
        return told.stream().filter("end"::equals).count();
    }

    /** What was written down but the ends. */
    List<String> told() {
        return told.stream().filter(line -> !line.equals("end")).toList();
    }

    @Override
    public void close() {
        bench.close();
    }
}
