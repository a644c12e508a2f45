package io.jettio.server.internal.engine;

import io.jettio.protocol.Frame;
import io.jettio.server.engine.Compression;
import io.jettio.server.engine.ResponseHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses bodies of answers as the client's {@code Accept-Encoding} lets it (RFC 9110, 12.5.3). A body that does not
 * get smaller goes out as it is. Immutable.
 */
final class ResponseCompression {
    /** What a body can be coded as, the better one first. */
    enum Coding {
        GZIP,
        DEFLATE;

        /** The name on the wire; {@code deflate} means the zlib format of RFC 1950. */
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        private OutputStream around(OutputStream out) throws IOException {
            return this == GZIP ? new GZIPOutputStream(out) : new DeflaterOutputStream(out);
        }
    }

    private static final int MAX_HEADER_LENGTH = 1_024;
    private static final int NEVER = Integer.MAX_VALUE;

    private final int threshold;

    private ResponseCompression(int threshold) {
        this.threshold = threshold;
    }

    static ResponseCompression of(Compression options) {
        return new ResponseCompression(options.http() ? options.httpThresholdBytes() : NEVER);
    }

    /** Whether a body of this size is worth it. */
    boolean applies(int size) {
        return threshold != NEVER && size >= threshold;
    }

    /** The body to send; what it is coded as is added to the headers. */
    Frame encode(Frame body, @Nullable String acceptEncoding, ResponseHeaders headers) {
        if (!applies(body.size())) {
            return body;
        }
        headers.add("Vary", "Accept-Encoding");
        Coding coding = accepted(acceptEncoding);
        byte[] coded = coding == null ? null : encode(body, coding);
        if (coding == null || coded == null) {
            return body;
        }
        headers.set("Content-Encoding", coding.wireName());
        return Frame.binary(coded);
    }

    /** The body in a coding, or null where that is no smaller. */
    static byte @Nullable [] encode(Frame body, Coding coding) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream(body.size() / 2);
        try (OutputStream out = coding.around(coded)) {
            out.write(body.array(), body.arrayOffset(), body.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return coded.size() < body.size() ? coded.toByteArray() : null;
    }

    /** The coding that a client likes best, or null where it likes the plain body better than any that we know. */
    static @Nullable Coding accepted(@Nullable String acceptEncoding) {
        if (acceptEncoding == null || acceptEncoding.length() > MAX_HEADER_LENGTH) {
            return null;
        }
        double others = -1;
        double gzip = -1;
        double deflate = -1;
        double identity = -1;
        for (String element : acceptEncoding.split(",", -1)) {
            int semicolon = element.indexOf(';');
            String name = (semicolon < 0 ? element : element.substring(0, semicolon))
                    .trim()
                    .toLowerCase(Locale.ROOT);
            double weight = semicolon < 0 ? 1 : weight(element.substring(semicolon + 1));
            switch (name) {
                case "gzip", "x-gzip" -> gzip = weight;
                case "deflate" -> deflate = weight;
                case "identity" -> identity = weight;
                case "*" -> others = weight;
                default -> {
                    // a coding that we do not know
                }
            }
        }
        gzip = gzip < 0 ? others : gzip;
        deflate = deflate < 0 ? others : deflate;
        double best = Math.max(gzip, deflate);
        if (best <= 0 || best < identity) {
            return null;
        }
        return gzip >= deflate ? Coding.GZIP : Coding.DEFLATE;
    }

    /** The weight of an element; 0, hence unwanted, where it cannot be read. */
    private static double weight(String parameters) {
        for (String parameter : parameters.split(";", -1)) {
            String trimmed = parameter.trim();
            if (trimmed.regionMatches(true, 0, "q=", 0, 2)) {
                String value = trimmed.substring(2).trim();
                return value.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(value) : 0;
            }
        }
        return 1;
    }
}
