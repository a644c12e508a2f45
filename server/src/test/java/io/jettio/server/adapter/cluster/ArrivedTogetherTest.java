package io.jettio.server.adapter.cluster;

import static io.jettio.server.internal.fixture.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.server.adapter.BroadcastOptions;
import io.jettio.server.internal.fixture.FakeWebSocket;
import io.jettio.server.internal.fixture.SocketIoBench;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What has arrived from other nodes at once goes out to each client at once. */
class ArrivedTogetherTest {
    private final Parser parser = new JsonParser(GsonJsonCodec.shared());
    private final ScriptedTransport transport = new ScriptedTransport();
    private final ClusterAdapterFactory factory = new ClusterAdapterFactory(transport);
    private final SocketIoBench bench = new SocketIoBench(options -> options.adapter(factory));

    @AfterEach
    void close() {
        bench.close();
        factory.close();
    }

    private void arrives(ClusterMessage message) {
        transport.listener.onMessage(message, null);
    }

    private void arrivesEvent(int number) {
        EventPacket event = new EventPacket("/", Packet.NO_ID, "e", parser.payload(List.of(number)));
        arrives(new ClusterMessage.Broadcast("other", "/", event, BroadcastOptions.ALL, null));
    }

    @Test
    void eventsThatArriveWhileANodeIsBusyAreOneWriteForEachClient() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        transport.onRespond = () -> {
            busy.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        transport.started.complete(null);
        FakeWebSocket one = bench.join();
        FakeWebSocket two = bench.join();
        arrives(new ClusterMessage.AllRooms("other", "/", "r"));
        busy.await();

        for (int number = 0; number < 3; number++) {
            arrivesEvent(number);
        }
        free.countDown();

        List<String> events = List.of("42[\"e\",0]", "42[\"e\",1]", "42[\"e\",2]");
        for (FakeWebSocket peer : List.of(one, two)) {
            eventually(() -> assertThat(peer.writes()).containsExactly(events));
        }
    }

    @Test
    void anEventThatArrivesAloneGoesOutAlone() {
        transport.started.complete(null);
        FakeWebSocket peer = bench.join();
        arrivesEvent(1);
        eventually(() -> assertThat(peer.writes()).containsExactly(List.of("42[\"e\",1]")));
        arrivesEvent(2);
        eventually(() -> assertThat(peer.writes()).hasSize(2));
    }
}
