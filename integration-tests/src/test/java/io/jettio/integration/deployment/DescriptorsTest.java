package io.jettio.integration.deployment;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Transports;
import io.jettio.server.SocketIoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page on deployment says a client costs of what a process may open. */
class DescriptorsTest extends PageTest {
    private static final int CLIENTS = 10;

    /** The state of an open connection in those tables. */
    private static final String ESTABLISHED = "01";

    @Test
    void webSocketCostsOneDescriptorAndAPollerAtMostTwo() throws Exception {
        SocketIoServer io = create(options -> {});
        io.onConnection(socket -> socket.answer("echo", String.class, text -> text));
        Deployment server = start(io);
        for (int i = 0; i < CLIENTS; i++) {
            client(server, Transports.WEBSOCKET).connect().ask("echo", "it");
        }
        await().untilAsserted(() -> assertThat(connections(server)).isEqualTo(CLIENTS));
        for (int i = 0; i < CLIENTS; i++) {
            client(server, Transports.POLLING).connect().ask("echo", "it");
        }
        // Between two polls a client has none, and connections of requests that are over may still be there.
        await().untilAsserted(() -> assertThat(connections(server) - CLIENTS).isBetween((long) CLIENTS, 2L * CLIENTS));
    }

    /** How many connections the server has open: those of Linux's tables that are established at its port. */
    private static long connections(Deployment server) throws IOException {
        String port = String.format(Locale.ROOT, ":%04X", server.port());
        long count = 0;
        for (String table : List.of("tcp", "tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/net", table))) {
                count += lines.map(line -> line.strip().split(" +", -1))
                        .filter(fields -> fields[1].endsWith(port) && fields[3].equals(ESTABLISHED))
                        .count();
            }
        }
        return count;
    }
}
