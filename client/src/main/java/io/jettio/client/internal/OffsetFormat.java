package io.jettio.client.internal;

import java.util.regex.Pattern;

/**
 * What the offsets of known adapters look like. Nothing on the wire tells an offset from a text that an application sent
 * as its last argument in a volatile event, which has no offset; the look of it does.
 */
final class OffsetFormat {
    private static final long DAY_MILLIS = 86_400_000L;
    private static final String TIME_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    // The in-memory adapter: the time in base 64, then a dot and a number where several come in one millisecond.
    private static final Pattern TIME = Pattern.compile("[0-9A-Za-z_-]{7}(\\.[0-9A-Za-z_-]{1,4})?");
    private static final int TIME_LENGTH = 7;
    private static final Pattern STREAM_ENTRY = Pattern.compile("\\d{13,14}-\\d{1,19}");
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-f]{24}");

    private OffsetFormat() {}

    /** Whether a text is an offset of a known adapter, its clock being right to the day. */
    static boolean isKnown(String text, long nowMillis) {
        if (TIME.matcher(text).matches()) {
            return Math.abs(time(text) - nowMillis) < DAY_MILLIS;
        }
        return STREAM_ENTRY.matcher(text).matches() || OBJECT_ID.matcher(text).matches();
    }

    private static long time(String text) {
        long time = 0;
        for (int i = 0; i < TIME_LENGTH; i++) {
            time = time * TIME_DIGITS.length() + TIME_DIGITS.indexOf(text.charAt(i));
        }
        return time;
    }
}
