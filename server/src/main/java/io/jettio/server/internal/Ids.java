package io.jettio.server.internal;

import io.jettio.common.GuardedBy;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes ids of 120 random bits, 20 characters of base64url, as Node's adapters expect. Randomness is drawn in blocks,
 * since a draw costs a lock and a system call. Thread-safe.
 */
public final class Ids {
    private static final int BYTES = 15;
    private static final int BLOCK = 256;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final byte[] block = new byte[BYTES * BLOCK];

    @GuardedBy("this")
    private int used = block.length;

    /** A new id. */
    public String next() {
        byte[] bytes = new byte[BYTES];
        synchronized (this) {
            if (used == block.length) {
                random.nextBytes(block);
                used = 0;
            }
            System.arraycopy(block, used, bytes, 0, BYTES);
            java.util.Arrays.fill(block, used, used + BYTES, (byte) 0);
            used += BYTES;
        }
        return BASE64.encodeToString(bytes);
    }
}
