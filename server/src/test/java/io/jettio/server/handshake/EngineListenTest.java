package io.jettio.server.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.server.carrier.RawWebSocket;
import io.jettio.server.engine.EngineServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EngineListenTest {
    @Test
    @Tag("feature:3.1")
    void engineListensByItself() throws Exception {
        EngineServer engine = EngineServer.create(options -> {});
        engine.onConnection(socket -> socket.onMessage(socket::send));
        int port;
        try (engine) {
            assertThatThrownBy(engine::port).isInstanceOf(IllegalStateException.class);
            port = engine.listen("127.0.0.1", 0).port();
            try (RawWebSocket client = RawWebSocket.session(port, "")) {
                client.sendText("4hello");
                assertThat(client.receive().text()).isEqualTo("4hello");
            }
            assertThatThrownBy(() -> engine.listen("127.0.0.1", 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("already");
        }
        assertThatThrownBy(() -> RawWebSocket.session(port, "")).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> engine.listen("127.0.0.1", 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void portOfSomebodyElseIsReported() {
        try (EngineServer first = EngineServer.create(options -> {}).listen("127.0.0.1", 0);
                EngineServer second = EngineServer.create(options -> {})) {
            assertThatThrownBy(() -> second.listen("127.0.0.1", first.port()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + first.port());
        }
    }

    @Test
    void drainStopsWhatListenStarted() throws Exception {
        EngineServer engine = EngineServer.create(options -> {}).listen("127.0.0.1", 0);
        int port = engine.port();
        assertThat(engine.drain().get(20, TimeUnit.SECONDS)).isZero();
        assertThatThrownBy(() -> RawWebSocket.session(port, "")).isInstanceOf(ConnectException.class);
    }

    /** Jetty forgets whom it had accepted and not opened yet when it stops, and the JDK whom an interrupted call accepted. */
    @Test
    void nobodyWhoCameWhileItWasClosedIsLeftWaiting() throws Exception {
        for (int round = 0; round < 40; round++) {
            EngineServer engine = EngineServer.create(options -> {}).listen("127.0.0.1", 0);
            int port = engine.port();
            List<Socket> came = new ArrayList<>();
            Thread coming = new Thread(() -> {
                try {
                    while (true) {
                        came.add(new Socket(InetAddress.getLoopbackAddress(), port));
                    }
                } catch (IOException closed) {
                    // nobody listens any more
                }
            });
            coming.start();
            engine.close();
            coming.join();
            for (Socket socket : came) {
                socket.setSoTimeout(20_000);
                assertThat(isAtEnd(socket)).isTrue();
                socket.close();
            }
        }
    }

    /** The operating system forgets one that it had not handed over; whoever sends something learns it. */
    private static boolean isAtEnd(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('G');
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true; // reset, or closed
        }
    }
}
