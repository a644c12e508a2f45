package io.jettio.server.internal.socketio;

import io.jettio.common.run.HandlerThreads;
import io.jettio.common.run.Lane;
import io.jettio.protocol.handler.Listener;
import io.jettio.protocol.handler.Registration;
import io.jettio.server.adapter.RoomChange;
import io.jettio.server.internal.Loggers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who are told of the changes of a namespace's rooms, on a lane of their own. */
final class RoomObservers {
    private static final Logger LOG = LoggerFactory.getLogger(Loggers.SOCKETIO);

    private final List<Observer> observers = new CopyOnWriteArrayList<>();
    private final Lane lane;

    /** One registration. Identity tells them apart. */
    private static final class Observer {
        final Listener<RoomChange> listener;

        Observer(Listener<RoomChange> listener) {
            this.listener = listener;
        }
    }

    RoomObservers(HandlerThreads threads) {
        this.lane = new Lane(threads);
    }

    Registration add(Listener<RoomChange> listener) {
        Observer observer = new Observer(listener);
        observers.add(observer);
        return () -> observers.remove(observer);
    }

    boolean isEmpty() {
        return observers.isEmpty();
    }

    /** Only queues the change, since the adapter may hold its lock. */
    void changed(RoomChange change) {
        lane.add(() -> observers.forEach(observer -> tell(observer, change)));
    }

    private static void tell(Observer observer, RoomChange change) {
        try {
            observer.listener.on(change);
        } catch (Exception | Error e) {
            LOG.error("a listener for changes of rooms failed", e);
        }
    }
}
