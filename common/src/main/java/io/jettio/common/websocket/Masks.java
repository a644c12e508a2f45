package io.jettio.common.websocket;

import io.jettio.common.GuardedBy;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Makes masks that nobody can foretell (RFC 6455, section 10.3), many at a time: to ask for each costs more than its frame.
 * Thread-safe.
 */
public final class Masks {
    private static final int BLOCK = 1_024;

    private final SecureRandom random = new SecureRandom();

    @GuardedBy("this")
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK).limit(0);

    /** Makes a source. */
    public Masks() {}

    /** The next mask. */
    public synchronized int next() {
        if (!block.hasRemaining()) {
            random.nextBytes(block.array());
            block.clear();
        }
        return block.getInt();
    }
}
