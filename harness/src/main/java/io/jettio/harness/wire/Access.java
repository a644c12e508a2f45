package io.jettio.harness.wire;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached, beside its address.
 *
 * @param client for whole HTTP exchanges
 * @param sockets makes the connections on which bytes are written one by one, without TLS
 * @param tls what decides whom to trust, or null for what the JDK trusts
 * @param headers header lines of every request: a name, a value, a name, and so on
 * @param patience how long a read may take before it fails
 * @param tape told what goes over the wire
 */
public record Access(
        HttpClient client,
        SocketFactory sockets,
        @Nullable SSLContext tls,
        List<String> headers,
        Duration patience,
        Tape tape) {
    /** No header lines, no trust of its own, the suite's patience, and nothing told. */
    public static final Access PLAIN = of(null, List.of());

    /** Access by a trust of the caller's and with header lines. */
    public static Access of(@Nullable SSLContext tls, List<String> headers) {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (tls != null) {
            client.sslContext(tls);
        }
        return new Access(
                client.build(), SocketFactory.getDefault(), tls, List.copyOf(headers), Deadlines.PATIENCE, Tape.NONE);
    }

    /** Plain access over something else than the network. */
    public static Access over(HttpClient client, SocketFactory sockets) {
        return new Access(client, sockets, null, List.of(), Deadlines.PATIENCE, Tape.NONE);
    }

    /** The same with another patience. */
    public Access patient(Duration longer) {
        return new Access(client, sockets, tls, headers, longer, tape);
    }

    /** The same, told to a tape. */
    public Access toldTo(Tape other) {
        return new Access(client, sockets, tls, headers, patience, other);
    }
}
