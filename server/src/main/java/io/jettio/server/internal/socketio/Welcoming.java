package io.jettio.server.internal.socketio;

import io.jettio.protocol.engineio.EnginePacket;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.ProtocolRevision;
import io.jettio.server.adapter.MissedEvent;
import io.jettio.server.adapter.Welcome;
import io.jettio.server.engine.EngineServerOptions;
import io.jettio.server.internal.engine.Outbound;
import java.util.ArrayList;
import java.util.List;

/**
 * Queues the answer to CONNECT and what the client missed, while the adapter registers the socket; what follows from that
 * is done when the adapter has let go of its lock.
 */
final class Welcoming implements Welcome {
    private final DefaultSocket socket;
    private final List<EnginePacket> answer;
    private final List<Runnable> later = new ArrayList<>();
    private volatile boolean done;

    Welcoming(DefaultSocket socket, List<EnginePacket> answer) {
        this.socket = socket;
        this.answer = answer;
    }

    /** Whether the socket was let in. */
    boolean done() {
        return done;
    }

    @Override
    public boolean welcome(List<MissedEvent> missed) {
        List<Outbound> packets = new ArrayList<>(1 + missed.size());
        packets.add(Outbound.kept(answer));
        Connection connection = socket.connection();
        Parser parser = connection.parser();
        EngineServerOptions bounds = connection.options().engine();
        long bytes = 0;
        long count = 0;
        for (MissedEvent event : missed) {
            List<EnginePacket> messages = Outgoing.messages(parser.encoder(ProtocolRevision.V5)
                    .encode(Outgoing.withOffset(parser, event.packet(), event.offset())));
            Outbound kept = Outbound.kept(messages);
            packets.add(event.compress() ? kept : kept.uncompressed());
            for (EnginePacket message : messages) {
                bytes += message.data().size();
                count++;
            }
        }
        if (bytes > bounds.maxQueuedBytes() / 2 || count > bounds.maxQueuedPackets() / 2) {
            return false; // it would be closed as a slow consumer, time and again
        }
        done = socket.welcome(packets, later);
        return done;
    }

    /** Sends what is queued; called once, outside of the adapter's lock. */
    void follow() {
        later.forEach(Runnable::run);
    }
}
