package io.jettio.server.adapter.cluster;

import io.jettio.adapter.suite.Faults;
import io.jettio.adapter.suite.FaultyBackend;
import io.jettio.protocol.json.GsonJsonCodec;
import io.jettio.protocol.parser.JsonParser;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Packet;
import io.jettio.server.adapter.AdapterFactory;
import io.jettio.server.adapter.BroadcastOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Nodes on a bus in this process, which can be made to fail. */
final class InJvmCluster implements FaultyBackend {
    /** Short, so that who dies is noticed soon; long enough for a machine that does much else. */
    private static final ClusterOptions OPTIONS = ClusterOptions.DEFAULTS
            .withHeartbeat(Duration.ofMillis(100), Duration.ofSeconds(5))
            .withDiscovery(Duration.ofMillis(100))
            .withQueue(50, 1 << 20);

    private final InJvmBus bus = new InJvmBus();
    private final Faults faults = new Faults();
    private final List<ClusterAdapterFactory> factories = new ArrayList<>();

    List<ClusterAdapterFactory> factories() {
        return factories;
    }

    @Override
    public AdapterFactory newNode() {
        ClusterAdapterFactory factory = new ClusterAdapterFactory(faults.around(bus.transport()), OPTIONS);
        factories.add(factory);
        return factory;
    }

    @Override
    public void pause(int node) {
        faults.pause(node);
    }

    @Override
    public void resume(int node) {
        faults.resume(node);
    }

    @Override
    public void kill(int node) {
        faults.kill(node);
    }

    @Override
    public void brokerDown() {
        faults.brokerDown();
    }

    @Override
    public void brokerUp() {
        faults.brokerUp();
    }

    @Override
    public void inject(byte[] bytes) {
        bus.inject(bytes);
    }

    @Override
    public List<byte[]> broken() {
        Parser parser = new JsonParser(GsonJsonCodec.shared());
        EventPacket event = new EventPacket("/", Packet.NO_ID, "e", parser.payload(List.of("x", new byte[9])));
        byte[] whole = MessageCodec.encode(
                new ClusterMessage.Broadcast("stranger", "/", event, BroadcastOptions.ALL, null), parser);
        List<byte[]> broken = new ArrayList<>();
        int envelope = 4 + 4 + "stranger".length() + 4 + 1;
        for (int length = envelope; length < whole.length; length++) {
            broken.add(Arrays.copyOf(whole, length));
        }
        broken.add(Arrays.copyOf(whole, whole.length + 1));
        return broken;
    }

    @Override
    public long rejected() {
        return factories.stream()
                .mapToLong(factory -> factory.counts().rejected())
                .sum();
    }

    @Override
    public int queueCapacity() {
        return OPTIONS.maxQueuedMessages();
    }

    @Override
    public void close() {
        factories.forEach(ClusterAdapterFactory::close);
    }
}
