package io.jettio.server.internal.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Literal addresses. An IPv6 address that stands for one of IPv4 ({@code ::ffff:192.0.2.1}) is that one. */
final class Addresses {
    /** What is no whole address of either kind, the resolver would ask the network for. */
    private static final Pattern LITERAL =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private Addresses() {}

    /** The 4 or 16 bytes of a literal address, or null where it is none; a name is never looked up. */
    static byte @Nullable [] bytes(String text) {
        int zone = text.indexOf('%'); // which link an IPv6 address is on says nothing about whose it is
        String literal = zone < 0 ? text : text.substring(0, zone);
        if (!LITERAL.matcher(literal).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(literal).getAddress(); // 4 bytes for a mapped one, too
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
