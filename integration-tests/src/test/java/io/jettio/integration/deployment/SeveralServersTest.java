package io.jettio.integration.deployment;

import static io.jettio.integration.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.jettio.integration.Inbox;
import io.jettio.integration.InteropTest;
import io.jettio.integration.Ports;
import io.jettio.integration.Transports;
import io.jettio.integration.peer.PeerSocket;
import io.jettio.integration.peer.ProcessPeer;
import io.jettio.server.SocketIoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two servers behind one nginx, with the configurations and the class that {@code docs/deployment.md} shows. */
class SeveralServersTest extends InteropTest {
    private static final Pattern UPSTREAM = Pattern.compile("(?ms)^upstream jettio \\{.*?^}$");

    @TempDir
    private static Path directory;

    private static LoopbackTls tls;
    private static PageClass shown;
    private static ProcessPeer node;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Inbox<String> addresses = new Inbox<>("addresses of clients");
    private final Inbox<String> names = new Inbox<>("names of servers");
    private SocketIoServer first;
    private SocketIoServer second;

    /** How nginx knows where a session is. */
    enum Affinity {
        ADDRESS,
        SESSION_ID,
        COOKIE;

        String configuration() throws IOException {
            Matcher upstream = UPSTREAM.matcher(Nginx.shown(0));
            String own = Nginx.shown(this == ADDRESS ? 1 : 2);
            assertThat(upstream.find()).isTrue();
            String whole = upstream.replaceFirst(Matcher.quoteReplacement(own));
            if (this != ADDRESS) {
                whole = Nginx.replaced(whole, "proxy_pass http://jettio;", Nginx.shownInText("proxy_pass [^`]*;"));
            }
            return this == COOKIE ? Nginx.replaced(whole, "$arg_sid", "$cookie_io") : whole;
        }
    }

    @BeforeAll
    static void prepare() throws Exception {
        tls = new LoopbackTls(directory);
        shown = new PageClass("deployment.md", "OneOfSeveral", directory);
        node = ProcessPeer.node("socket.io-client");
    }

    @AfterAll
    static void stopNode() throws Exception {
        if (shown != null) {
            shown.close();
        }
        if (node != null) {
            node.stop();
        }
    }

    @BeforeEach
    void listen() throws Exception {
        first = server("a");
        second = server("b");
    }

    @AfterEach
    void stopNginx() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Override
    protected void stopClients() {
        node.reset();
    }

    private SocketIoServer server(String name) throws Exception {
        SocketIoServer io = watched((SocketIoServer) shown.call("server", name));
        io.onConnection(socket -> {
            names.put(name);
            addresses.put(socket.handshake().address());
            socket.answer("echo", String.class, text -> name + " has " + text);
        });
        return io.listen("127.0.0.1", Ports.unused()); // one of them goes, and nobody else may be found there
    }

    private Nginx nginx(Affinity affinity) throws Exception {
        String configuration = Nginx.replaced(affinity.configuration(), "127.0.0.1:3001", "127.0.0.1:" + first.port());
        configuration = Nginx.replaced(configuration, "127.0.0.1:3002", "127.0.0.1:" + second.port());
        Nginx nginx = Nginx.start(Path.of("target"), configuration, tls);
        open.add(nginx);
        return nginx;
    }

    private PeerSocket client(Deployment server, Transports transports) throws IOException {
        return node.socket(server.origin())
                .over(transports)
                .option("ca", Files.readString(tls.certificate()))
                .option("withCredentials", true)
                .option("reconnection", false)
                .connect();
    }

    @ParameterizedTest
    @EnumSource
    void everySessionStaysWithItsServerOverEveryTransport(Affinity affinity) throws Exception {
        Deployment server = nginx(affinity);
        List<PeerSocket> clients = new ArrayList<>();
        for (Transports transports : Transports.values()) {
            for (int i = 0; i < 4; i++) {
                clients.add(client(server, transports));
            }
        }
        for (PeerSocket client : clients) {
            assertThat((String) client.ask("echo", "it").get(0)).endsWith(" has it");
        }
        assertThat(first.connections() + second.connections()).isEqualTo(clients.size());
        assertThat(addresses.take(clients.size())).containsOnly("127.0.0.1");
        if (affinity != Affinity.ADDRESS) { // all these clients have the same one
            assertThat(first.connections()).isBetween(1, clients.size() - 1);
        }
    }

    @Test
    void clientsOfManyNetworksAreSpreadByTheirAddresses() throws Exception {
        Deployment server = nginx(Affinity.ADDRESS);
        for (int i = 1; i <= 12; i++) {
            String address = "127.0." + i + ".1";
            RawPeer peer = new RawPeer(server, tls, address);
            open.add(peer);
            String session = RawPeer.POLLING + "&sid="
                    + peer.get(RawPeer.POLLING).answer().sid();
            assertThat(peer.post(session, "40").answer().body()).isEqualTo("ok");
            assertThat(peer.get(session).answer().body()).startsWith("40{");
            assertThat(addresses.take()).isEqualTo(address);
            assertThat(peer.post(session, "1").answer().body()).isEqualTo("ok");
        }
        assertThat(names.take(12)).contains("a", "b");
    }

    @Test
    void handshakesGoToTheOtherServerWhileOneDrains() throws Exception {
        Deployment server = nginx(Affinity.SESSION_ID);
        List<PeerSocket> early = new ArrayList<>();
        while (first.connections() == 0) {
            early.add(client(server, Transports.POLLING));
        }
        CompletableFuture<Integer> drained = first.drain();
        for (Transports transports : Transports.values()) {
            assertThat(client(server, transports).ask("echo", "it")).containsExactly("b has it");
        }
        for (PeerSocket client : early) {
            assertThat((String) client.ask("echo", "it").get(0)).endsWith(" has it");
            client.disconnect();
        }
        await().untilAsserted(() -> assertThat(drained).isCompletedWithValue(0));
    }

    @Test
    void whoBringsTheCookieOfAServerThatHasGoneIsTakenByTheOther() throws Exception {
        Deployment server = nginx(Affinity.COOKIE);
        first.close();
        try (RawPeer peer = new RawPeer(server, tls)) {
            String cookie = "Cookie: io=a-AAAAAAAAAAAAAAAAAAAA";
            String sid = peer.get(RawPeer.POLLING, cookie).answer().sid();
            assertThat(sid).startsWith("b-");
            assertThat(peer.post(RawPeer.POLLING + "&sid=" + sid, "1").answer().body())
                    .isEqualTo("ok");
            assertThat(peer.get(RawPeer.POLLING + "&sid=a-AAAAAAAAAAAAAAAAAAAA", cookie)
                            .answer()
                            .body())
                    .isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        }
    }
}
