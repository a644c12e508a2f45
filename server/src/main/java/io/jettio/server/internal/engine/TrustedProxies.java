package io.jettio.server.internal.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word we take, and what they say: {@code Forwarded} (RFC 7239) or {@code X-Forwarded-For},
 * {@code -Proto} and {@code -Host}. The client is the last hop that is not itself such a proxy: what stands before it
 * anybody may have written.
 */
final class TrustedProxies {
    private static final int MAX_HOPS = 32;

    /** The longest address: eight groups, the last two of them as four decimal numbers. */
    private static final int MAX_ADDRESS_LENGTH = 45;

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

    private static final Pattern LIKE_IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]*");

    private final List<Network> networks;

    /** What a proxy tells of the end that it took a request from. */
    record Hop(
            @Nullable String address,
            @Nullable String proto,
            @Nullable String host) {}

    /** All addresses that share so many leading bits. */
    private static final class Network {
        private final byte[] address;
        private final int bits;

        Network(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if (((address[bit >> 3] ^ other[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Reads the networks.
     *
     * @throws IllegalArgumentException if one is no address and no network
     */
    TrustedProxies(List<String> networks) {
        this.networks = networks.stream().map(TrustedProxies::network).toList();
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("not an address or network: " + text);
        }
        int all = address.length * 8;
        int bits = all;
        if (slash >= 0) {
            String length = text.substring(slash + 1);
            bits = length.matches("[0-9]{1,3}") ? Integer.parseInt(length) : -1;
        }
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException("not an address or network: " + text);
        }
        return new Network(address, bits);
    }

    /** A literal address; a name is never looked up. */
    private static byte @Nullable [] address(String text) {
        if (!isLiteral(text)) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * Whether the JDK takes a text for an address, right or wrong, rather than for a name, which it would ask the network
     * for: it judges by the first character and a colon anywhere.
     */
    static boolean isLiteral(String text) {
        return text.length() <= MAX_ADDRESS_LENGTH
                && (text.indexOf(':') < 0 ? IPV4 : LIKE_IPV6).matcher(text).matches();
    }

    private boolean trusts(@Nullable String text) {
        byte[] address = text == null ? null : address(text);
        return address != null && networks.stream().anyMatch(network -> network.contains(address));
    }

    /** The client as the proxies tell it, or null where none that we trust is between, or they contradict each other. */
    @Nullable
    Hop client(String peer, HttpExchange http) {
        if (networks.isEmpty() || !trusts(peer)) {
            return null;
        }
        Map<String, List<String>> headers = http.headers();
        Hop forwarded = client(forwarded(headers));
        Hop other = client(xForwarded(headers));
        if (forwarded == null || other == null) {
            return forwarded == null ? other : forwarded;
        }
        // A proxy writes one kind, as a rule, and passes on the other as the client sent it; which, we cannot know.
        boolean contradict = other.address() != null && !other.address().equals(forwarded.address());
        return contradict ? null : forwarded;
    }

    /** The last hop that is not itself a proxy of ours, or the first where all are; null where there is none. */
    private @Nullable Hop client(List<Hop> hops) {
        for (int i = hops.size() - 1; i >= 0; i--) {
            if (i == 0 || !trusts(hops.get(i).address())) {
                return hops.get(i);
            }
        }
        return null;
    }

    private static List<Hop> forwarded(Map<String, List<String>> headers) {
        return last(headers.get("forwarded")).stream()
                .map(TrustedProxies::element)
                .toList();
    }

    private static List<Hop> xForwarded(Map<String, List<String>> headers) {
        List<Hop> hops = new ArrayList<>();
        List<String> addresses = last(headers.get("x-forwarded-for"));
        List<String> protos = last(headers.get("x-forwarded-proto"));
        List<String> hosts = last(headers.get("x-forwarded-host"));
        int count = Math.max(addresses.size(), Math.max(protos.size(), hosts.size()) > 0 ? 1 : 0);
        for (int i = 0; i < count; i++) {
            hops.add(new Hop(bare(at(addresses, i, count)), proto(at(protos, i, count)), at(hosts, i, count)));
        }
        return hops;
    }

    /** The value of a hop: its own where each has one, otherwise the one that the nearest proxy wrote. */
    private static @Nullable String at(List<String> values, int index, int count) {
        if (values.isEmpty()) {
            return null;
        }
        return values.size() == count ? values.get(index) : values.get(values.size() - 1);
    }

    /** The values of all of a header's lines: a proxy may add a line of its own below what a client wrote. */
    private static List<String> last(@Nullable List<String> lines) {
        List<String> values = new ArrayList<>();
        if (lines != null) {
            for (String value : String.join(",", lines).split(",", -1)) {
                values.add(value.trim());
            }
        }
        return values.size() > MAX_HOPS ? values.subList(values.size() - MAX_HOPS, values.size()) : values;
    }

    private static Hop element(String element) {
        String address = null;
        String proto = null;
        String host = null;
        for (String pair : element.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1).trim().replace("\"", "");
                switch (pair.substring(0, equals).trim().toLowerCase(Locale.ROOT)) {
                    case "for" -> address = bare(value);
                    case "proto" -> proto = proto(value);
                    case "host" -> host = value;
                    default -> {
                        // by, and extensions: nothing that we use
                    }
                }
            }
        }
        return new Hop(address, proto, host);
    }

    /** An address without brackets and port, or null where it is none, as in {@code for=unknown}. */
    private static @Nullable String bare(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String address = text;
        if (address.startsWith("[")) {
            int end = address.indexOf(']');
            address = end < 0 ? address : address.substring(1, end);
        } else if (address.indexOf(':') == address.lastIndexOf(':') && address.indexOf(':') > 0) {
            address = address.substring(0, address.indexOf(':'));
        }
        return address(address) == null ? null : address;
    }

    private static @Nullable String proto(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals("http") || lower.equals("https") ? lower : null;
    }
}
