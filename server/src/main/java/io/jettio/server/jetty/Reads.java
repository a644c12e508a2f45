package io.jettio.server.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * The reads of an end point, and what is known of the next one without asking the socket. Used by whoever reads, one at a
 * time; what it tells may be asked by any thread.
 */
final class Reads {
    private final EndPoint end;

    /** Whether a read from here is one from the socket, which is not worth a second one when it brought less than it could. */
    private final boolean plain;

    /** What was read last, until it is parsed. */
    private @Nullable ByteBuffer unparsed;

    private volatile boolean parsed;

    /** Whether whoever reads is only to wait. */
    private volatile boolean resting;

    /** Whether the socket has just been asked in vain. */
    private volatile boolean asked;

    /** Whether the socket had nothing more when it was read last. */
    private volatile boolean wasAll;

    /** Whether it had nothing more behind a request of ours: whoever wants more has to wait for it. */
    private volatile boolean drained;

    Reads(EndPoint end) {
        this.end = end;
        this.plain = end instanceof SelectableChannelEndPoint;
    }

    int fill(ByteBuffer buffer) throws IOException {
        if (resting || drained || asked) {
            asked = false; // Jetty asks a second time, for TLS
            return 0;
        }
        int filled = end.fill(buffer);
        asked = plain && filled == 0;
        wasAll = plain && filled > 0 && BufferUtil.space(buffer) > 0;
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

    /** What was read is a request of ours, all of it if the socket was empty then. */
    void areOurs() {
        drained = wasAll;
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
