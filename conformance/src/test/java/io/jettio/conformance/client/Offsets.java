package io.jettio.conformance.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.harness.wire.Channel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Events that have an offset behind their arguments; how it is spelled is the server's own affair. */
final class Offsets {
    private static final Pattern EVENT = Pattern.compile("(.*),\"([^\"]+)\"]");

    private Offsets() {}

    /** The next event, without its offset. */
    static String event(Channel channel) {
        return match(channel.receive()).group(1) + "]";
    }

    /** The offset of an event. */
    static String of(String event) {
        return match(event).group(2);
    }

    /** An event without its offset. */
    static String without(String event) {
        return match(event).group(1) + "]";
    }

    private static Matcher match(String event) {
        Matcher matcher = EVENT.matcher(event);
        assertThat(matcher.matches()).as(event).isTrue();
        return matcher;
    }
}
