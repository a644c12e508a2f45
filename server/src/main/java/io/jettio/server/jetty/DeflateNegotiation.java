package io.jettio.server.jetty;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.websocket.core.Extension;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates permessage-deflate (RFC 7692, 7.1), always without context takeover in both directions. What Jetty calls
 * the extension only claims the bit RSV1; the messages are compressed by {@link MessageDeflate}, which sees them whole
 * and therefore can leave one as it is and can stop a decompression bomb.
 */
final class DeflateNegotiation {
    static final String NAME = "permessage-deflate";
    private static final String SERVER_ALONE = "server_no_context_takeover";
    private static final String CLIENT_ALONE = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";

    private DeflateNegotiation() {}

    /** The answer to what a client offers: the first offer that can be met, or nothing. */
    static List<ExtensionConfig> accepted(List<ExtensionConfig> offers) {
        for (ExtensionConfig offer : offers) {
            ExtensionConfig answer = offer.getName().equalsIgnoreCase(NAME) ? answer(offer) : null;
            if (answer != null) {
                return List.of(answer);
            }
        }
        return List.of();
    }

    private static @Nullable ExtensionConfig answer(ExtensionConfig offer) {
        Map<String, @Nullable String> parameters = new TreeMap<>();
        parameters.put(CLIENT_ALONE, null);
        parameters.put(SERVER_ALONE, null);
        for (String key : offer.getParameterKeys()) {
            String value = offer.getParameter(key, null);
            switch (key) {
                case SERVER_ALONE, CLIENT_ALONE -> {
                    if (value != null && !value.isEmpty()) {
                        return null;
                    }
                }
                case SERVER_WINDOW -> {
                    // Java's deflater always uses the largest window; whoever wants a smaller one must do without.
                    if (!"15".equals(value)) {
                        return null;
                    }
                    parameters.put(SERVER_WINDOW, value);
                }
                case CLIENT_WINDOW -> {
                    // A hint, to which no answer is due: any window can be read.
                    if (value != null && !value.matches("8|9|1[0-5]")) {
                        return null;
                    }
                }
                default -> {
                    return null; // RFC 7692, 7.1: an offer with an unknown parameter is declined
                }
            }
        }
        return new ExtensionConfig(NAME, parameters);
    }

    /** What Jetty calls the extension. */
    static Extension extension() {
        return new Rsv1Claim();
    }

    /** Passes every frame as it is, and says that RSV1 may be set. */
    private static final class Rsv1Claim extends WebSocketExtensions.PassThrough {
        @Override
        public boolean isRsv1User() {
            return true;
        }
    }
}
