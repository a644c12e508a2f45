package io.jettio.client.internal;

import io.jettio.protocol.Frame;
import io.jettio.protocol.socketio.Payload;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments behind which stands the offset of their event: typed handlers do not get it, all others see it. */
record OffsetPayload(Payload payload) implements Payload {
    @Override
    public int size() {
        return payload.size();
    }

    @Override
    public int typedSize() {
        return payload.size() - 1;
    }

    @Override
    public @Nullable Object get(int index, Type type) {
        return payload.get(index, type);
    }

    @Override
    public String json() {
        return payload.json();
    }

    @Override
    public List<Frame.Binary> attachments() {
        return payload.attachments();
    }

    @Override
    public int bytes() {
        return payload.bytes();
    }
}
