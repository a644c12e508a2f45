package io.jettio.server.internal.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Literal addresses. An IPv6 address that stands for one of IPv4 ({@code ::ffff:192.0.2.1}) is that one. */
final class Addresses {
    /** The longest address: eight groups, the last two of them as four decimal numbers. */
    private static final int MAX_LENGTH = 45;

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

    private static final Pattern LIKE_IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]*");

    private Addresses() {}

    /**
     * Whether the JDK takes a text for an address, right or wrong, rather than for a name, which it would ask the network
     * for: it judges by the first character and a colon anywhere.
     */
    static boolean isLiteral(String text) {
        return text.length() <= MAX_LENGTH
                && (text.indexOf(':') < 0 ? IPV4 : LIKE_IPV6).matcher(text).matches();
    }

    /** The 4 or 16 bytes of a literal address, or null where it is none; a name is never looked up. */
    static byte @Nullable [] bytes(String text) {
        if (!isLiteral(text)) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress(); // 4 bytes for a mapped one, too
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
