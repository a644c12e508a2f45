package io.jettio.harness.client;

import io.jettio.harness.wire.Channel.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the command is told to connect.
 *
 * @param transports which transports, in this order
 * @param auth the payload of CONNECT as JSON, empty for none
 * @param delay milliseconds before the first attempt to connect again
 */
public record Connect(List<Transport> transports, List<String> namespaces, String auth, int delay) {
    private static final int SOON = 100;

    /** The main namespace, without a payload, and soon again after an end. */
    public static Connect over(Transport... transports) {
        return new Connect(List.of(transports), List.of("/"), "", SOON);
    }

    public Connect namespaces(String... names) {
        return new Connect(transports, List.of(names), auth, delay);
    }

    public Connect auth(String json) {
        return new Connect(transports, namespaces, json, delay);
    }

    public Connect delay(int millis) {
        return new Connect(transports, namespaces, auth, millis);
    }

    String instruction() {
        return "{\"do\":\"connect\",\"namespaces\":[%s],\"transports\":[%s],\"delay\":%d%s}"
                .formatted(
                        quoted(namespaces.stream().toArray(String[]::new)),
                        quoted(transports.stream()
                                .map(via -> via.name().toLowerCase(Locale.ROOT))
                                .toArray(String[]::new)),
                        delay,
                        auth.isEmpty() ? "" : ",\"auth\":" + auth);
    }

    private static String quoted(String... words) {
        return Arrays.stream(words).map(word -> "\"" + word + "\"").collect(Collectors.joining(","));
    }
}
