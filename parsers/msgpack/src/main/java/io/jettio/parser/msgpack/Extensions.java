package io.jettio.parser.msgpack;

import io.jettio.protocol.socketio.PacketException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Points in time as extensions have them, written as JavaScript's {@code toISOString} writes them. */
final class Extensions {
    private static final DateTimeFormatter FOUR_DIGITS = instant(4, SignStyle.NOT_NEGATIVE);
    private static final DateTimeFormatter SIX_DIGITS = instant(6, SignStyle.ALWAYS);
    private static final int NANOS_PER_MILLI = 1_000_000;

    private Extensions() {}

    private static DateTimeFormatter instant(int yearDigits, SignStyle sign) {
        return new DateTimeFormatterBuilder()
                .appendValue(ChronoField.YEAR, yearDigits, 10, sign)
                .appendPattern("-MM-dd'T'HH:mm:ss.SSS'Z'")
                .toFormatter(Locale.ROOT)
                .withZone(ZoneOffset.UTC);
    }

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
        Instant instant;
        try {
            instant = Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw beyond(in);
        }
        if (nanos % NANOS_PER_MILLI != 0) {
            return instant.toString();
        }
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        return (year >= 0 && year <= 9999 ? FOUR_DIGITS : SIX_DIGITS).format(instant);
    }

    private static PacketException beyond(MsgpackReader in) {
        return in.failure("a timestamp beyond what an Instant holds");
    }
}
