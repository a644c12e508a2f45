package io.jettio.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jettio.protocol.Frame;
import io.jettio.protocol.engineio.OpenData;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The engine alone, on a small server of the JDK that speaks just enough polling. */
final class EngineClientTest {
    private static final class Recorder implements EngineListener {
        final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Override
        public void onOpen(EngineSocket socket, OpenData handshake) {
            told.add("open " + handshake.pingIntervalMillis());
        }

        @Override
        public void onMessage(EngineSocket socket, Frame message) {
            told.add(message instanceof Frame.Text text ? text.text() : message.size() + " bytes");
        }

        @Override
        public void onClose(EngineSocket socket, EngineCloseReason reason, Optional<Throwable> cause) {
            told.add("close " + reason);
        }

        String next() throws InterruptedException {
            String value = told.poll(30, TimeUnit.SECONDS);
            return value == null ? "nothing" : value;
        }
    }

    @Test
    void opensSendsReceivesAndCloses() throws Exception {
        Recorder recorder = new Recorder();
        try (PollingPeer peer = new PollingPeer();
                EngineClient client = EngineClient.create(EngineOptions.builder()
                        .transports(TransportType.POLLING)
                        .build())) {
            EngineSocket socket = client.open(peer.uri(), recorder);
            socket.send(Frame.text("early"));
            assertThat(recorder.next()).isEqualTo("open 25000");
            assertThat(recorder.next()).isEqualTo("early");
            socket.send(Frame.binary(new byte[] {0, 1, 2, (byte) 0xff}));
            assertThat(recorder.next()).isEqualTo("4 bytes");
            assertThat(socket.isOpen()).isTrue();
            assertThat(socket.transport()).isEqualTo(TransportType.POLLING);
            socket.close();
            assertThat(recorder.next()).isEqualTo("close forced close");
            assertThat(socket.isOpen()).isFalse();
            assertThat(socket.bufferedBytes()).isZero();
            assertThat(peer.closed()).isTrue();
        }
        assertThat(recorder.told).isEmpty();
    }

    @Test
    void closingTheClientClosesItsSessions() throws Exception {
        Recorder recorder = new Recorder();
        try (PollingPeer peer = new PollingPeer()) {
            EngineClient client = EngineClient.create(
                    EngineOptions.builder().transports(TransportType.POLLING).build());
            client.open(peer.uri(), recorder);
            assertThat(recorder.next()).isEqualTo("open 25000");
            client.close();
            assertThat(recorder.told).containsExactly("close forced close");
            assertThatThrownBy(() -> client.open(peer.uri(), recorder)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void addressesAreChecked() {
        try (EngineClient client = EngineClient.create(EngineOptions.builder().build())) {
            assertThatThrownBy(() -> client.open(URI.create("ftp://host"), new Recorder()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.open(URI.create("http:/nowhere"), new Recorder()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
