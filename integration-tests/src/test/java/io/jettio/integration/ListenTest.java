package io.jettio.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.server.ListenException;
import io.jettio.server.SocketIoServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The beginning and the end of a server that listens by itself. */
class ListenTest extends InteropTest {
    @Override
    protected void stopClients() {
        // There are none.
    }

    @Test
    void portInUseIsReportedAndAnotherCanBeTried() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SocketIoServer io = create(options -> {});
            assertThatThrownBy(() -> io.listen("127.0.0.1", taken.getLocalPort()))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasRootCauseInstanceOf(BindException.class);
            assertThatThrownBy(io::port).isInstanceOf(IllegalStateException.class);
            io.listen("127.0.0.1", 0);
            assertThat(io.port()).isPositive();
        }
    }

    @Test
    void serverListensOnce() {
        SocketIoServer io = listening();
        assertThatThrownBy(() -> io.listen("127.0.0.1", 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closeIsIdempotentAndFinal() {
        SocketIoServer io = listening();
        io.close();
        io.close();
        assertThatThrownBy(() -> io.listen("127.0.0.1", 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingAServerThatNeverListenedLeavesNothing() {
        create(options -> {}).close();
    }

    @Test
    @Tag("feature:3.2")
    void portIsFreeAgainAfterClose() {
        int port = Ports.unused();
        SocketIoServer before = create(options -> {}).listen("127.0.0.1", port);
        before.close();
        assertThat(create(options -> {}).listen("127.0.0.1", port).port()).isEqualTo(port);
    }
}
