package io.jettio.server.internal.socketio;

import io.jettio.protocol.handler.EmitResult;
import io.jettio.server.adapter.Queued;
import io.jettio.server.engine.SendResult;
import java.util.ArrayList;
import java.util.List;

/** An event in the queues of its receivers, and what is to follow when the adapter's lock is free. Confined to a thread. */
final class Followed implements Queued {
    private final List<Runnable> later;
    private int accepted;
    private int dropped;
    private int refused;

    Followed(int receivers) {
        this.later = new ArrayList<>(receivers);
    }

    List<Runnable> later() {
        return later;
    }

    void add(SendResult result) {
        switch (result) {
            case ACCEPTED -> accepted++;
            case DROPPED -> dropped++;
            case REFUSED -> refused++;
        }
    }

    @Override
    public EmitResult send() {
        later.forEach(Runnable::run);
        return accepted == 1 && dropped + refused == 0
                ? EmitResult.ACCEPTED
                : new EmitResult(accepted, dropped, refused);
    }
}
