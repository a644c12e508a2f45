package io.jettio.server.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * The reads of an end point, and what is known of the next one without asking the socket. Used by whoever reads, one at a
 * time; what it tells may be asked by any thread.
 */
final class Reads {
    private final EndPoint end;

    /** What is read, which decides what a read says that brought less than it could. */
    private enum Source {
        /** There was nothing more. */
        SOCKET,
        /** There may be another record, of which whoever waits for more is told. */
        TLS,
        /** Nothing. */
        OTHER
    }

    private final Source source;

    /** What was read last, until it is parsed. */
    private @Nullable ByteBuffer unparsed;

    private volatile boolean parsed;

    /** Whether whoever reads is only to wait. */
    private volatile boolean resting;

    /** Whether the socket has just been asked in vain. */
    private volatile boolean asked;

    /** Whether the last read brought less than it could. */
    private volatile boolean wasShort;

    /** Whether there was nothing more, or nothing that is known, behind a request of ours: who wants more waits for it. */
    private volatile boolean drained;

    Reads(EndPoint end) {
        this.end = end;
        this.source = end instanceof SelectableChannelEndPoint
                ? Source.SOCKET
                : end instanceof SslConnection.SslEndPoint ? Source.TLS : Source.OTHER;
    }

    int fill(ByteBuffer buffer) throws IOException {
        if (resting || drained || asked) {
            asked = false; // Jetty asks a second time, for TLS
            return 0;
        }
        int filled = end.fill(buffer);
        asked = source == Source.SOCKET && filled == 0;
        wasShort = filled > 0 && BufferUtil.space(buffer) > 0;
        if (filled != 0) {
            unparsed = buffer;
            parsed = false;
        }
        return filled;
    }

    /** The parser has been at what was read. */
    void areParsed() {
        ByteBuffer last = unparsed;
        if (last != null) {
            unparsed = null;
            parsed = !last.hasRemaining();
        }
    }

    /** Whether the parser took all that was read last, so that no request waits behind another. */
    boolean leftNothing() {
        return parsed;
    }

    /** Somebody reads on, or comes only to wait for more. */
    void begin(boolean only) {
        resting = only;
        drained = false;
    }

    /**
     * What was read is a request of ours.
     *
     * @param whole whether its body has been read, too, or there is none
     */
    void areOurs(boolean whole) {
        drained = wasShort && (source == Source.SOCKET || (source == Source.TLS && whole));
    }

    /** Whoever reads waits for more, or has left: the socket is asked again. */
    void end() {
        drained = false;
    }

    /** Whoever reads waits for the next request. */
    void endWithRequest() {
        resting = false;
        drained = false;
        asked = false;
    }
}
