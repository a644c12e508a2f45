package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Transports;
import io.jettio.server.SocketIoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page on deployment says a client costs of what a process may open. */
class DescriptorsTest extends PageTest {
    private static final int CLIENTS = 10;

    @Test
    void webSocketCostsOneDescriptorAndAPollerAtMostTwo() throws Exception {
        SocketIoServer io = create(options -> {});
        io.onConnection(socket -> socket.answer("echo", String.class, text -> text));
        Deployment server = start(io);
        long before = sockets();
        for (int i = 0; i < CLIENTS; i++) {
            client(server, Transports.WEBSOCKET).connect().ask("echo", "it");
        }
        long webSockets = sockets();
        assertThat(webSockets - before).isEqualTo(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            client(server, Transports.POLLING).connect().ask("echo", "it");
        }
        assertThat(sockets() - webSockets).isBetween((long) CLIENTS, 2L * CLIENTS);
    }

    /** How many sockets this process has open. */
    private static long sockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(DescriptorsTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (NoSuchFileException e) {
            return false; // that of the listing itself
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
