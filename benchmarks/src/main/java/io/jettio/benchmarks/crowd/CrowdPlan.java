package io.jettio.benchmarks.crowd;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Who the clients are.
 *
 * @param url http://host:port of the server, an address of IPv4's loopback
 * @param perAddress how many clients have one source address; their addresses are 127.0.0.2, 127.0.0.3, …
 * @param pollingPercent how many of a hundred stay with long-polling
 */
record CrowdPlan(URI url, int perAddress, int pollingPercent) {
    private static final int ROOMS = 1000;
    private static final int ROOMS_PER_NAMESPACE = 10;

    /** Coprime to the number of rooms, so that a client's rooms differ. */
    private static final int ROOM_STEP = 97;

    InetSocketAddress server() {
        return new InetSocketAddress(url.getHost(), url.getPort());
    }

    String authority() {
        return url.getAuthority();
    }

    InetAddress source(int number) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + number / perAddress)});
    }

    boolean isPolling(int number) {
        return number * pollingPercent % 100 + pollingPercent >= 100 && pollingPercent > 0;
    }

    /** {@return the names of the rooms that a client joins in a namespace, as a JSON array} */
    String rooms(int number, Space space) {
        StringBuilder names = new StringBuilder("[");
        for (int i = 0; i < ROOMS_PER_NAMESPACE; i++) {
            int step = space.firstRoom + i;
            names.append(i == 0 ? "\"room-" : ",\"room-")
                    .append((number + step * ROOM_STEP) % ROOMS)
                    .append('"');
        }
        return names.append(']').toString();
    }

    /** The namespaces that a client joins. */
    enum Space {
        MAIN("", 0, 1),
        CROWD("/crowd,", ROOMS_PER_NAMESPACE, 2);

        /** The bits of all. */
        static final int ALL = 3;

        private final String prefix;
        private final int firstRoom;
        private final int bit;

        Space(String prefix, int firstRoom, int bit) {
            this.prefix = prefix;
            this.firstRoom = firstRoom;
            this.bit = bit;
        }

        int bit() {
            return bit;
        }

        /** What stands between a packet's type and its ack id. */
        String prefix() {
            return prefix;
        }
    }
}
