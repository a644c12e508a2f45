package io.jettio.server.jetty;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates permessage-deflate (RFC 7692, section 7.1), always without context takeover in both directions. What is no
 * offer of it, and offers that cannot be met, are passed over.
 */
final class DeflateNegotiation {
    private static final String NAME = "permessage-deflate";
    private static final String ANSWER = NAME + ";client_no_context_takeover;server_no_context_takeover";
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\\s*(?:=\\s*(\"?)([!#$%&'*+.^_`|~0-9A-Za-z-]+)\\2\\s*)?");

    private DeflateNegotiation() {}

    /** The answer to the first offer that can be met, of the values of the header that brings them; or null. */
    static @Nullable String answer(List<String> values) {
        // Nothing that may stand in an offer of this extension contains a comma, not even in quotes.
        for (String offer : String.join(",", values).split(",", -1)) {
            String[] parts = offer.split(";", -1);
            String answer = parts[0].strip().equalsIgnoreCase(NAME) ? answer(parts) : null;
            if (answer != null) {
                return answer;
            }
        }
        return null;
    }

    private static @Nullable String answer(String[] offer) {
        String answer = ANSWER;
        Set<String> seen = new HashSet<>();
        for (int i = 1; i < offer.length; i++) {
            Matcher parameter = PARAMETER.matcher(offer[i]);
            if (!parameter.matches()) {
                return null;
            }
            String name = parameter.group(1).toLowerCase(Locale.ROOT);
            String value = parameter.group(3);
            boolean met = seen.add(name)
                    && switch (name) {
                        case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
                        // Java's deflater always uses the largest window; whoever wants a smaller one must do without.
                        case "server_max_window_bits" -> "15".equals(value);
                        // A hint, to which no answer is due: any window can be read.
                        case "client_max_window_bits" -> value == null || value.matches("8|9|1[0-5]");
                        default -> false; // section 7.1: an offer with an unknown parameter is declined
                    };
            if (!met) {
                return null;
            }
            if (name.equals("server_max_window_bits")) {
                answer += ";" + name + "=" + value;
            }
        }
        return answer;
    }
}
