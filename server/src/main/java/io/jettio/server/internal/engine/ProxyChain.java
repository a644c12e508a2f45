package io.jettio.server.internal.engine;

import io.jettio.server.engine.TrustedProxies;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word we take, and what they say in the kind of header that they write. The client is the last
 * hop that is not itself such a proxy: what stands before it anybody may have written.
 */
final class ProxyChain {
    private static final int MAX_HOPS = 32;

    private final TrustedProxies.Headers headers;
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
    ProxyChain(TrustedProxies trusted) {
        this.headers = trusted.headers();
        this.networks = trusted.networks().stream().map(ProxyChain::network).toList();
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        byte[] address = Addresses.bytes(literal);
        if (address == null) {
            throw new IllegalArgumentException("not an address or network: " + text);
        }
        int all = address.length * 8;
        int bits = all;
        if (slash >= 0) {
            String length = text.substring(slash + 1);
            bits = length.matches("[0-9]{1,3}") ? Integer.parseInt(length) : -1;
            if (address.length == 4 && literal.indexOf(':') >= 0) {
                bits -= 96; // IPv4 written as IPv6
            }
        }
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException("not an address or network: " + text);
        }
        return new Network(address, bits);
    }

    private boolean trusts(@Nullable String text) {
        byte[] address = text == null ? null : Addresses.bytes(text);
        return address != null && networks.stream().anyMatch(network -> network.contains(address));
    }

    /** The client as the proxies tell it, or null where none that we trust is between. */
    @Nullable
    Hop client(String peer, HttpExchange http) {
        if (networks.isEmpty() || !trusts(peer)) {
            return null;
        }
        List<Hop> hops = hops(http);
        for (int i = hops.size() - 1; i >= 0; i--) {
            if (i == 0 || !trusts(hops.get(i).address())) {
                return hops.get(i);
            }
        }
        return null;
    }

    private List<Hop> hops(HttpExchange http) {
        Map<String, List<String>> lines = http.headers();
        List<Hop> hops = new ArrayList<>();
        if (headers == TrustedProxies.Headers.FORWARDED) {
            for (String element : last(lines.get("forwarded"))) {
                hops.add(element(element));
            }
            return hops;
        }
        List<String> addresses = last(lines.get("x-forwarded-for"));
        List<String> protos = last(lines.get("x-forwarded-proto"));
        List<String> hosts = last(lines.get("x-forwarded-host"));
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
        return Addresses.bytes(address) == null ? null : address;
    }

    private static @Nullable String proto(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.equals("http") || lower.equals("https") ? lower : null;
    }
}
