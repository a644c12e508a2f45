package io.jettio.parser.msgpack;

import io.jettio.protocol.json.IsoText;
import io.jettio.protocol.socketio.PacketException;
import java.time.DateTimeException;
import java.time.Instant;

/** Points in time as extensions have them, written as JavaScript's {@code toISOString} writes them. */
final class Extensions {
    private static final int NANOS_PER_MILLI = 1_000_000;

    private Extensions() {}

    /** {@return whether a timestamp of the specification has this length} */
    static boolean isTimestamp(int length) {
        return length == 4 || length == 8 || length == 12;
    }

    /** Reads a timestamp of the specification. */
    static String timestamp(MsgpackReader in, int length) {
        switch (length) {
            case 4 -> {
                return iso(in, in.unsigned(4), 0);
            }
            case 8 -> {
                long bits = in.unsigned(8);
                return iso(in, bits & 0x3_ffff_ffffL, bits >>> 34);
            }
            default -> {
                long nanos = in.unsigned(4);
                return iso(in, in.signed(8), nanos);
            }
        }
    }

    /** Reads a JavaScript Date: milliseconds in eight bytes. */
    static String date(MsgpackReader in) {
        long millis = in.signed(8);
        return iso(in, Math.floorDiv(millis, 1000L), (long) Math.floorMod(millis, 1000) * NANOS_PER_MILLI);
    }

    private static String iso(MsgpackReader in, long seconds, long nanos) {
        if (nanos > 999_999_999) {
            throw in.failure("a timestamp with more than 999999999 nanoseconds");
        }
        try {
            Instant instant = Instant.ofEpochSecond(seconds, nanos);
            return nanos % NANOS_PER_MILLI != 0 ? instant.toString() : IsoText.ofInstant(instant);
        } catch (DateTimeException | ArithmeticException e) {
            throw beyond(in);
        }
    }

    private static PacketException beyond(MsgpackReader in) {
        return in.failure("a timestamp beyond what an Instant holds");
    }
}
