package io.jettio.interop;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** What every message of the contract {@code soak} carries besides its text or bytes: client, number and checksum. */
public final class SoakMessage {
    private SoakMessage() {}

    /**
     * {@return the checksum of a message}
     *
     * @param client whose it is
     * @param number counts the messages of one direction of a connection
     * @param content the bytes, or those of the text in UTF-8
     */
    public static long checksum(String client, long number, byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update((client + ":" + number + ":").getBytes(StandardCharsets.UTF_8));
        checksum.update(content);
        return checksum.getValue();
    }
}
