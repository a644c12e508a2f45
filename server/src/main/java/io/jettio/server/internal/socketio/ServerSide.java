package io.jettio.server.internal.socketio;

import io.jettio.common.run.HandlerThreads;
import io.jettio.common.run.Lane;
import io.jettio.protocol.handler.Ack;
import io.jettio.protocol.handler.EventHandler;
import io.jettio.protocol.handler.EventTarget;
import io.jettio.protocol.handler.Registration;
import io.jettio.protocol.parser.Parser;
import io.jettio.protocol.socketio.EventPacket;
import io.jettio.protocol.socketio.Payload;
import io.jettio.server.internal.Loggers;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What other server nodes emit to their peers, and who listens; on a lane of its own. */
final class ServerSide implements EventTarget {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.SOCKETIO);

    private final HandlerTable handlers = new HandlerTable();
    private final Parser parser;
    private final Lane lane;

    ServerSide(Parser parser, HandlerThreads threads) {
        this.parser = parser;
        this.lane = new Lane(threads);
    }

    @Override
    public Registration handle(String event, EventHandler handler) {
        return handlers.add(event, handler);
    }

    @Override
    public void off(String event) {
        handlers.removeAll(event);
    }

    /** Hands an event over; whether somebody listens. */
    boolean take(EventPacket event, @Nullable Consumer<Payload> answer) {
        boolean heard = false;
        for (HandlerTable.Entry entry : handlers.entries()) {
            heard |= entry.event.equals(event.event());
        }
        if (heard) {
            lane.add(() -> call(event, answer));
        }
        return heard;
    }

    private void call(EventPacket event, @Nullable Consumer<Payload> answer) {
        PeerAck ack = new PeerAck(parser, answer);
        for (HandlerTable.Entry entry : handlers.entries()) {
            if (handlers.takes(entry, event.event())) {
                try {
                    CompletionStage<?> late = entry.handler.handle(event.arguments(), ack);
                    if (late != null) {
                        var unused = late.whenComplete((done, failure) -> {
                            if (failure != null) {
                                failed(event.event(), failure);
                            }
                        });
                    }
                } catch (Exception | Error e) {
                    failed(event.event(), e);
                }
            }
        }
    }

    private static void failed(String event, Throwable failure) {
        LOG.error("a handler of \"{}\" from another server node failed", event, failure);
    }

    /** The ack that another node waits for. */
    private static final class PeerAck implements Ack {
        private final Parser parser;
        private final @Nullable Consumer<Payload> answer;
        private final AtomicBoolean sent = new AtomicBoolean();

        PeerAck(Parser parser, @Nullable Consumer<Payload> answer) {
            this.parser = parser;
            this.answer = answer;
        }

        @Override
        public boolean isRequested() {
            return answer != null;
        }

        @Override
        public boolean sendAll(List<? extends @Nullable Object> arguments) {
            if (answer == null || sent.get()) {
                return false;
            }
            Payload payload = parser.payload(arguments);
            if (!sent.compareAndSet(false, true)) {
                return false;
            }
            answer.accept(payload);
            return true;
        }
    }
}
