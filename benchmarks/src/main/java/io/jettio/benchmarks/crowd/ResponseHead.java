package io.jettio.benchmarks.crowd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Status and length of an HTTP response.
 *
 * @param status 101, 200, …
 * @param contentLength the bytes that follow; 0 where the response does not say
 */
record ResponseHead(int status, int contentLength) {
    private static final String LENGTH = "\r\ncontent-length:";

    /**
     * {@return the head, or null while it is not there as a whole; then nothing is consumed}
     *
     * @param in what has come
     * @throws IOException if it is not HTTP/1.1, or is chunked
     */
    static @Nullable ResponseHead read(ByteBuffer in) throws IOException {
        String text = StandardCharsets.ISO_8859_1.decode(in.duplicate()).toString();
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return null;
        }
        String head = text.substring(0, end).toLowerCase(Locale.ROOT);
        if (!head.startsWith("http/1.1 ") || head.length() < 12) {
            throw new IOException("not a response of HTTP/1.1");
        }
        if (head.contains("\r\ntransfer-encoding:")) {
            throw new IOException("a response without a length");
        }
        int at = head.indexOf(LENGTH);
        int length = 0;
        if (at >= 0) {
            int line = head.indexOf("\r\n", at + 2);
            length = Integer.parseInt(head.substring(at + LENGTH.length(), line < 0 ? head.length() : line)
                    .strip());
        }
        in.position(in.position() + end + 4);
        return new ResponseHead(Integer.parseInt(head.substring(9, 12)), length);
    }
}
