package io.jettio.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.client.Manager;
import io.jettio.client.SocketIo;
import io.jettio.integration.Inbox;
import io.jettio.protocol.TypeRef;
import io.jettio.server.Socket;
import io.jettio.server.SocketIoServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on moving from the official Java client shows does what it says. */
class JavaClientMigrationTest extends PageTest {
    @TempDir
    private Path directory;

    private PageClass shown(String name) throws Exception {
        return closedAfterwards(new PageClass("migrate-from-socket.io-client-java.md", name, directory));
    }

    @Test
    void theJavaClientsListenersHearAndAnswer() throws Exception {
        SocketIoServer io = create(options -> {});
        Inbox<Socket> sockets = new Inbox<>("sockets");
        io.of("/chat").onConnection(sockets::put);
        start(io);
        try (io.jettio.client.Socket client =
                (io.jettio.client.Socket) shown("JavaClientEvents").call("connect", "http://127.0.0.1:" + io.port())) {
            Socket socket = sockets.take();
            assertThat(socket.handshake().auth(new TypeRef<Map<String, String>>() {}))
                    .containsEntry("token", "secret");
            socket.emit("chat", Map.of("user", "Ada", "text", "hello"));
            socket.emit("move", 1, 2);
            assertThat(socket.call("sure?", String.class)).isEqualTo("yes");
            assertThat(client.connected()).isTrue();
        }
    }

    @Test
    void whatTheJavaClientSentIsSent() throws Exception {
        SocketIoServer io = create(options -> {});
        Inbox<String> events = new Inbox<>("events");
        io.onConnection(socket -> {
            socket.onAny((event, arguments) -> events.put(event + arguments.json()));
            socket.answer("save", payload -> "saved");
            socket.on("greet", String.class, name -> socket.emit("greeting", "hello " + name));
        });
        start(io);
        String address = "http://127.0.0.1:" + io.port();
        try (io.jettio.client.Socket client = SocketIo.connect(address)) {
            shown("JavaClientSending").call("send", client);
            assertThat(events.take()).isEqualTo("news[\"one\",2]");
            assertThat(events.take()).isEqualTo("save[{\"user\":\"Ada\"}]");
            assertThat(events.take()).isEqualTo("save[\"draft\"]");
            assertThat(events.take()).startsWith("save");
            assertThat(events.take()).isEqualTo("message[\"hello\"]");
            assertThat(events.take()).isEqualTo("picture[{\"_placeholder\":true,\"num\":0}]");
        }
        assertThat(shown("JavaClientScript").call("run", address)).isEqualTo("greeting hello Ada");
    }

    @Test
    void namespacesOfTheJavaClientShareAConnection() throws Exception {
        SocketIoServer io = create(options -> {});
        Inbox<Socket> sockets = new Inbox<>("sockets");
        io.of("/chat").onConnection(sockets::put);
        io.of("/news").onConnection(sockets::put);
        start(io);
        try (Manager manager = (Manager) shown("JavaClientManager").call("connect", "http://127.0.0.1:" + io.port())) {
            assertThat(List.of(
                            sockets.take().namespace().name(),
                            sockets.take().namespace().name()))
                    .containsExactlyInAnyOrder("/chat", "/news");
            assertThat(manager.socket("/news").active()).isTrue();
        }
    }
}
