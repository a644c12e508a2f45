package io.jettio.server.internal.data;

import io.jettio.protocol.handler.Listener;
import io.jettio.server.data.SocketSession;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** A map that is replaced as a whole; blocks that change it hold a lock. */
public final class DefaultSocketSession implements SocketSession {
    private final ReentrantLock block = new ReentrantLock();
    private volatile Map<String, Object> saved = Map.of();

    @Override
    public Map<String, Object> get() {
        return saved;
    }

    @Override
    public void save(Map<String, ?> session) {
        saved = Collections.unmodifiableMap(new LinkedHashMap<>(session));
    }

    @Override
    public Block open() throws InterruptedException {
        if (block.isHeldByCurrentThread()) {
            throw new IllegalStateException("this thread has a block of this session open already");
        }
        block.lockInterruptibly();
        return new OpenBlock(new LinkedHashMap<>(saved));
    }

    @Override
    public void with(Listener<Map<String, Object>> listener) throws Exception {
        try (Block open = open()) {
            try {
                listener.on(open.map());
            } catch (Exception | Error e) {
                open.discard();
                throw e;
            }
        }
    }

    private final class OpenBlock implements Block {
        private final Map<String, Object> map;
        private boolean discarded; // only by the thread that holds the lock
        private boolean closed; // only by the thread that holds the lock

        OpenBlock(Map<String, Object> map) {
            this.map = map;
        }

        @Override
        public Map<String, Object> map() {
            return map;
        }

        @Override
        public void discard() {
            discarded = true;
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            if (!block.isHeldByCurrentThread()) {
                throw new IllegalMonitorStateException("a block is closed by the thread that opened it");
            }
            closed = true;
            if (!discarded) {
                save(map);
            }
            block.unlock();
        }
    }
}
