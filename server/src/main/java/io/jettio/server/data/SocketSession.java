package io.jettio.server.data;

import io.jettio.protocol.handler.Listener;
import java.util.Map;

/**
 * A map that the application keeps with one socket in one namespace, read and saved as a whole, as in python-socketio. It
 * begins empty and lives as long as the socket. Every method may be called from any thread.
 *
 * <p>Values that belong together are changed in a block: {@link #open()} for {@code try}, or {@link #with}. Two blocks on
 * one session exclude each other, so that no change is lost; {@link #get} and {@link #save} never wait for a block.
 *
 * <p>Not for implementation by applications.
 */
public interface SocketSession {
    /**
     * {@return what was saved last; unmodifiable}
     */
    Map<String, Object> get();

    /**
     * Saves a map in place of what was saved before. Where a block is open, what that block saves replaces it.
     *
     * @param session the entries; copied
     */
    void save(Map<String, ?> session);

    /**
     * Opens a block, waiting until no other is open. It belongs to the calling thread, which has to close it:
     *
     * <pre>{@code
     * try (SocketSession.Block session = socket.session().open()) {
     *     session.map().merge("visits", 1L, (a, b) -> (Long) a + (Long) b);
     * }
     * }</pre>
     *
     * @return the open block, with a copy of what was saved last
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws IllegalStateException if this thread has a block of this session open already
     */
    Block open() throws InterruptedException;

    /**
     * Runs a block, waiting until no other is open. What it leaves in the map is saved when it returns, and forgotten
     * when it throws.
     *
     * @param block gets a copy of what was saved last
     * @throws InterruptedException if the waiting thread is interrupted
     * @throws IllegalStateException if this thread has a block of this session open already
     * @throws Exception what the block throws
     */
    void with(Listener<Map<String, Object>> block) throws Exception;

    /** An open block. Used by the thread that opened it; not for implementation by applications. */
    interface Block extends AutoCloseable {
        /**
         * {@return the entries, to be changed}
         */
        Map<String, Object> map();

        /** Forgets what was changed in this block: closing saves nothing. */
        void discard();

        /**
         * Saves the entries and lets the next block open. Idempotent.
         *
         * @throws IllegalMonitorStateException if another thread opened it
         */
        @Override
        void close();
    }
}
