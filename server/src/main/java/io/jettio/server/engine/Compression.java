package io.jettio.server.engine;

/**
 * What an engine compresses for clients that accept it, and from which size on.
 *
 * @param http whether answers of long-polling, and the files of the JavaScript client, are compressed
 * @param httpThresholdBytes from how many bytes on an answer is compressed
 * @param perMessageDeflate whether WebSocket messages may be compressed (RFC 7692)
 * @param perMessageDeflateThresholdBytes from how many bytes on a WebSocket message is compressed
 */
public record Compression(
        boolean http, int httpThresholdBytes, boolean perMessageDeflate, int perMessageDeflateThresholdBytes) {
    /**
     * Checks the thresholds.
     *
     * @param http whether answers of long-polling, and the files of the JavaScript client, are compressed
     * @param httpThresholdBytes from how many bytes on an answer is compressed
     * @param perMessageDeflate whether WebSocket messages may be compressed
     * @param perMessageDeflateThresholdBytes from how many bytes on a WebSocket message is compressed
     * @throws IllegalArgumentException if one is negative
     */
    public Compression {
        notNegative("httpCompressionThresholdBytes", httpThresholdBytes);
        notNegative("perMessageDeflateThresholdBytes", perMessageDeflateThresholdBytes);
    }

    private static void notNegative(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
        }
    }
}
